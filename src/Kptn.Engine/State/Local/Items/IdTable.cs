using System.Runtime.InteropServices;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>Items by number and by identity. It grows by pieces, so that a million items never stand in memory twice.</summary>
internal sealed class IdTable
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;
    private readonly List<ItemEntry[]> _entries = [];
    private readonly List<Hash256[]?> _own = [];

    /// <summary>Numbers plus one, by the lowest bits of the identity; an identity is as good as random.</summary>
    private int[] _buckets = new int[256];

    /// <summary>How many numbers are taken.</summary>
    public int Count { get; private set; }

    public ref ItemEntry this[int number] => ref _entries[number >> ChunkBits][number & (ChunkSize - 1)];

    /// <summary>The number of an item; -1 where it has none.</summary>
    public int Find(ItemId id)
    {
        var mask = _buckets.Length - 1;
        for (var bucket = (int)id.Low & mask; ; bucket = (bucket + 1) & mask)
        {
            var number = _buckets[bucket] - 1;
            if (number < 0 || this[number].Id == id) return number;
        }
    }

    /// <summary>Gives a new item the next number.</summary>
    public int Add(ItemId id)
    {
        if (Count >= _buckets.Length / 4 * 3) Grow();
        if (Count >> ChunkBits == _entries.Count)
        {
            _entries.Add(new ItemEntry[ChunkSize]);
            _own.Add(null);
        }

        var number = Count++;
        this[number] = new ItemEntry(id);
        Place(number);
        return number;
    }

    public Hash256 Own(int number) => _own[number >> ChunkBits] is { } chunk ? chunk[number & (ChunkSize - 1)] : default;

    public void SetOwn(int number, Hash256 value)
    {
        ref var own = ref CollectionsMarshal.AsSpan(_own)[number >> ChunkBits];
        if (own is null && value.IsNone) return;
        own ??= new Hash256[ChunkSize];
        own[number & (ChunkSize - 1)] = value;
    }

    private void Place(int number)
    {
        var mask = _buckets.Length - 1;
        var bucket = (int)this[number].Id.Low & mask;
        while (_buckets[bucket] != 0) bucket = (bucket + 1) & mask;
        _buckets[bucket] = number + 1;
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        for (var number = 0; number < Count; number++) Place(number);
    }
}
