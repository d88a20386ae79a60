using System.Text.Json;
using Kptn.Testing.Comparing.Json;

namespace Kptn.Testing.Comparing.Statistics;

/// <summary>Finds the shape of a JSON document.</summary>
internal sealed class JsonShapes
{
    /// <summary>An object with more members than this is a map, whose names are data.</summary>
    private const int MostMembers = 100;

    private readonly SortedDictionary<string, long> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonShapes> _members = new(StringComparer.Ordinal);
    private JsonShapes? _items;
    private JsonShapes? _others;
    private long _count;

    /// <summary>The shape of a file.</summary>
    /// <exception cref="NotJsonException">It is no JSON.</exception>
    public static IReadOnlyList<JsonShape> Of(string file, int most)
    {
        using var document = JsonFile.Read(file, "the file");
        var root = new JsonShapes();
        try
        {
            root.Add(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            throw new NotJsonException("a name in it holds half a character");
        }

        return [.. root.All("$").Take(most)];
    }

    private void Add(JsonElement value)
    {
        _count++;
        var type = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : value.ValueKind.ToString().ToLowerInvariant();
        _types[type] = _types.GetValueOrDefault(type) + 1;
        if (value.ValueKind == JsonValueKind.Array)
        {
            _items ??= new JsonShapes();
            foreach (var item in value.EnumerateArray()) _items.Add(item);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject()) Member(member.Name).Add(member.Value);
        }
    }

    private JsonShapes Member(string name)
    {
        if (_members.TryGetValue(name, out var member)) return member;
        if (_members.Count >= MostMembers) return _others ??= new JsonShapes();
        return _members[name] = new JsonShapes();
    }

    private IEnumerable<JsonShape> All(string path)
    {
        yield return new JsonShape(path, [.. _types.Keys], _count);
        var below = _members.SelectMany(member => member.Value.All(path + JsonPathNode.Step(member.Key)));
        if (_items is not null) below = below.Concat(_items.All(path + "[*]"));
        if (_others is not null) below = below.Concat(_others.All(path + ".*"));
        foreach (var shape in below) yield return shape;
    }
}
