using System.Diagnostics.CodeAnalysis;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Toml;

/// <summary>A table while it is read. Values that nothing may add to any more, inline tables among them, are known only as entries.</summary>
internal sealed class TomlTable
{
    private const int IndexFrom = 8;
    private readonly List<YamlEntry> _entries = [];
    private Dictionary<string, YamlEntry>? _index;
    private Dictionary<string, TomlTable>? _open;

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

    public YamlEntry? Find(string key)
    {
        if (_index is not null) return _index.GetValueOrDefault(key);
        foreach (var entry in _entries)
        {
            if (entry.Key == key) return entry;
        }

        return null;
    }

    public bool TryOpen(string key, [NotNullWhen(true)] out TomlTable? table)
    {
        table = null;
        return _open is not null && _open.TryGetValue(key, out table);
    }

    public void Add(TomlKey key, YamlNode value)
    {
        var entry = new YamlEntry(key.Name, key.Place, value);
        _entries.Add(entry);
        if (_index is not null) _index.Add(key.Name, entry);
        else if (_entries.Count > IndexFrom) _index = _entries.ToDictionary(e => e.Key, StringComparer.Ordinal);
    }

    public TomlTable AddTable(TomlKey key, Place place, TomlTableKind kind)
    {
        var table = new TomlTable(place, kind, Depth + 1);
        Add(key, table.Node);
        Open(key.Name, table);
        return table;
    }

    public TomlTable AddElement(TomlKey key, Place place, List<YamlNode>? siblings)
    {
        if (siblings is null) Add(key, new YamlList(place, siblings = []));
        var table = new TomlTable(place, TomlTableKind.Element, Depth + 2) { Siblings = siblings };
        siblings.Add(table.Node);
        Open(key.Name, table);
        return table;
    }

    private void Open(string key, TomlTable table) => (_open ??= new Dictionary<string, TomlTable>(StringComparer.Ordinal))[key] = table;
}
