using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>Which paths are orphans, and which records tell more of them. Holds no text, so that a million of them fit.</summary>
internal sealed class OrphanIndex
{
    private readonly Dictionary<ItemId, Orphan> _orphans = [];

    public int Count => _orphans.Count;

    /// <summary>Bytes on disk that are of use for orphans.</summary>
    public long Size { get; private set; }

    /// <summary>The records that hold orphans, in the order of the file.</summary>
    public IReadOnlyList<RecordPlace> Places => [.. _orphans.Values.Select(orphan => orphan.Place).Distinct().OrderBy(place => place.Offset)];

    public void Add(ReadOnlySpan<byte> path, RecordPlace place, int size)
    {
        var id = ItemId.Of(path);
        Remove(id);
        _orphans.Add(id, new Orphan(place, size));
        Size += size;
    }

    public void Remove(ReadOnlySpan<byte> path)
    {
        if (_orphans.Count > 0) Remove(ItemId.Of(path));
    }

    public bool Contains(string path) => _orphans.Count > 0 && _orphans.ContainsKey(ItemId.Of(path));

    /// <summary>Whether a path is an orphan that this very record tells of.</summary>
    public bool IsAt(string path, RecordPlace place) => _orphans.TryGetValue(ItemId.Of(path), out var orphan) && orphan.Place == place;

    private void Remove(ItemId id)
    {
        if (_orphans.Remove(id, out var orphan)) Size -= orphan.Size;
    }

    private readonly record struct Orphan(RecordPlace Place, int Size);
}
