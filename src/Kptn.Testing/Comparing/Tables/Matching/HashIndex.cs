namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Places of a list by hash; each is given out once, the earliest first.</summary>
internal sealed class HashIndex
{
    private readonly Func<int, ulong> _hashOf;
    private readonly int[] _slots;
    private readonly int[] _next;
    private readonly int _mask;

    /// <param name="count">How many places there are.</param>
    /// <param name="hashOf">The hash of each.</param>
    public HashIndex(int count, Func<int, ulong> hashOf)
    {
        _hashOf = hashOf;
        var size = 16;
        while (size < 1 << 30 && size < count + (long)(count / 2)) size *= 2;
        (_slots, _next, _mask) = (new int[size], new int[count], size - 1);
        // From the end, so that the first place of each hash comes to stand in front.
        for (var place = count - 1; place >= 0; place--)
        {
            ref var slot = ref Slot(hashOf(place));
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

    // 0 for a free slot, place + 1 for the first of a chain, the negative of the last for one that is used up.
    private ref int Slot(ulong hash)
    {
        var at = (int)((hash ^ (hash >> 32)) & (ulong)_mask);
        while (_slots[at] != 0 && _hashOf(Math.Abs(_slots[at]) - 1) != hash) at = (at + 1) & _mask;
        return ref _slots[at];
    }
}
