using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Toml;

/// <summary>A table while it is read. Values that nothing may add to any more, inline tables among them, are known only as entries.</summary>
internal sealed class TomlTable
{
    private const int IndexFrom = 8;
    private readonly List<YamlEntry> _entries = [];
    private Dictionary<string, int>? _index;
    private TomlTable?[] _open = [];

    public TomlTable(Place place, TomlTableKind kind, int depth)
    {
        (Node, Kind, Depth, DefinedAt) = (new YamlMap(place, _entries), kind, depth, place);
    }

    public YamlMap Node { get; }

    public TomlTableKind Kind { get; set; }

    public int Depth { get; }

    public Place DefinedAt { get; set; }

    /// <summary>The elements of the array of tables that this is the newest of.</summary>
    public List<YamlNode>? Siblings { get; init; }

    public YamlEntry this[int index] => _entries[index];

    /// <summary>The position of a key's entry, or -1.</summary>
    public int IndexOf(string key)
    {
        if (_index is not null) return _index.TryGetValue(key, out var index) ? index : -1;
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Key == key) return i;
        }

        return -1;
    }

    /// <summary>The table in an entry, where something may still add to it.</summary>
    public TomlTable? OpenAt(int index) => index >= 0 && index < _open.Length ? _open[index] : null;

    public void Add(TomlKey key, YamlNode value)
    {
        _entries.Add(new YamlEntry(key.Name, key.Place, value));
        if (_index is not null) _index.Add(key.Name, _entries.Count - 1);
        else if (_entries.Count > IndexFrom) Index();
    }

    public TomlTable AddTable(TomlKey key, Place place, TomlTableKind kind)
    {
        var table = new TomlTable(place, kind, Depth + 1);
        Add(key, table.Node);
        Open(_entries.Count - 1, table);
        return table;
    }

    public TomlTable AddArray(TomlKey key, Place place)
    {
        var siblings = new List<YamlNode>();
        Add(key, new YamlList(place, siblings));
        return AddElement(_entries.Count - 1, place, siblings);
    }

    public TomlTable AddElement(int index, Place place, List<YamlNode> siblings)
    {
        var table = new TomlTable(place, TomlTableKind.Element, Depth + 2) { Siblings = siblings };
        siblings.Add(table.Node);
        Open(index, table);
        return table;
    }

    private void Open(int index, TomlTable table)
    {
        if (index >= _open.Length) Array.Resize(ref _open, Math.Max(index + 1, 2 * _open.Length));
        _open[index] = table;
    }

    private void Index()
    {
        _index = new Dictionary<string, int>(2 * _entries.Count, StringComparer.Ordinal);
        for (var i = 0; i < _entries.Count; i++) _index.Add(_entries[i].Key, i);
    }
}
