namespace Kptn.Engine.State.Local;

/// <summary>Numbers the distinct texts of a log from zero, without decoding them.</summary>
internal sealed class Utf8Index
{
    private readonly byte[] _bytes;
    private int[] _buckets = new int[256];
    private Entry[] _entries = new Entry[128];

    public Utf8Index(byte[] bytes) => _bytes = bytes;

    public int Count { get; private set; }

    public Slice this[int id] => _entries[id].Slice;

    /// <summary>The number of a text; <see cref="Count"/> grows by one where it is new.</summary>
    public int IdOf(Slice slice)
    {
        var text = _bytes.AsSpan(slice.Offset, slice.Length);
        var hash = Crc32C.Of(text);
        var mask = _buckets.Length - 1;
        for (var bucket = (int)hash & mask; ; bucket = (bucket + 1) & mask)
        {
            var id = _buckets[bucket] - 1;
            if (id < 0) return Add(slice, hash, bucket);
            ref var entry = ref _entries[id];
            if (entry.Hash == hash && text.SequenceEqual(_bytes.AsSpan(entry.Slice.Offset, entry.Slice.Length))) return id;
        }
    }

    private int Add(Slice slice, uint hash, int bucket)
    {
        var id = Count++;
        _buckets[bucket] = id + 1;
        _entries[id] = new Entry(slice, hash);
        if (Count == _entries.Length) Grow();
        return id;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _buckets = new int[_entries.Length * 2];
        var mask = _buckets.Length - 1;
        for (var id = 0; id < Count; id++)
        {
            var bucket = (int)_entries[id].Hash & mask;
            while (_buckets[bucket] != 0) bucket = (bucket + 1) & mask;
            _buckets[bucket] = id + 1;
        }
    }

    private readonly record struct Entry(Slice Slice, uint Hash);
}
