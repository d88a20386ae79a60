namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Places of a list by hash; each is given out once, the earliest first. It can be used for one list after another.</summary>
internal sealed class HashIndex
{
    private ulong[] _hashes = [];
    private int _start;
    private int[] _slots = [];
    private int[] _next = [];
    private int _mask;

    /// <summary>Takes a list.</summary>
    /// <param name="hashes">Holds the list.</param>
    /// <param name="start">Where the list begins there.</param>
    /// <param name="count">How many places it has.</param>
    public void Fill(ulong[] hashes, int start, int count)
    {
        (_hashes, _start) = (hashes, start);
        Clear(count);
        // From the end, so that the first place of each hash comes to stand in front.
        for (var place = count - 1; place >= 0; place--)
        {
            ref var slot = ref Slot(hashes[start + place]);
            _next[place] = slot;
            slot = place + 1;
        }
    }

    /// <summary>Gives out a place with a hash.</summary>
    /// <returns>The place; -1 where there is none left.</returns>
    public int Take(ulong hash)
    {
        ref var slot = ref Slot(hash);
        if (slot <= 0) return -1;
        var place = slot - 1;
        // A slot that is used up still tells whose it is.
        slot = _next[place] > 0 ? _next[place] : -slot;
        return place;
    }

    private void Clear(int count)
    {
        var size = 16;
        while (size < 1 << 30 && size < count + (long)(count / 2)) size *= 2;
        _mask = size - 1;
        if (_slots.Length < size) _slots = new int[size];
        else Array.Clear(_slots, 0, size);
        if (_next.Length < count) _next = new int[size];
    }

    // 0 for a free slot, place + 1 for the first of a chain, the negative of the last for one that is used up.
    private ref int Slot(ulong hash)
    {
        var at = (int)((hash ^ (hash >> 32)) & (ulong)_mask);
        while (_slots[at] != 0 && _hashes[_start + Math.Abs(_slots[at]) - 1] != hash) at = (at + 1) & _mask;
        return ref _slots[at];
    }
}
