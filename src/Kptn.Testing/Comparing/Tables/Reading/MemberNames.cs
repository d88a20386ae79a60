using System.Text.Json;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Names of an object's members with their places.</summary>
internal sealed class MemberNames
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private int _next;

    public MemberNames(IEnumerable<string> names)
    {
        foreach (var name in names) Add(name);
    }

    /// <summary>All, in order.</summary>
    public IReadOnlyList<string> All => _names;

    /// <summary>The place of the name that a reader stands on; -1 where it is not known.</summary>
    public int IndexOf(ref Utf8JsonReader reader, bool add = false)
    {
        // Objects of one table have their members in one order, nearly always.
        if (_next < _names.Count && reader.ValueTextEquals(_names[_next])) return _next++;
        var name = reader.GetString()!;
        if (!_places.TryGetValue(name, out var place)) place = add ? Add(name) : -1;
        _next = place + 1;
        return place;
    }

    /// <summary>Begins with another object.</summary>
    public void Restart() => _next = 0;

    private int Add(string name)
    {
        _names.Add(name);
        return _places[name] = _names.Count - 1;
    }
}
