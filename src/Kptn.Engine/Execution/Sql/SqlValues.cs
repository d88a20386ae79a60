using System.Text.Json;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Execution.Sql;

/// <summary>What parameters stand for, by name; JSON is read where a parameter asks for it.</summary>
internal sealed class SqlValues
{
    private readonly OrderedDictionary<string, Func<string>> _values = new(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Offers a value; the first offer of a name wins.</summary>
    /// <param name="name">The name.</param>
    /// <param name="json">Gives the value.</param>
    public void Offer(string name, Func<string> json) => _values.TryAdd(name, json);

    /// <summary>The value of a name; capital letters count only where two names differ in nothing else.</summary>
    public JsonElement? Get(string name)
    {
        if (!_values.TryGetValue(name, out var json))
        {
            json = _values.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
            if (json is null) return null;
        }

        using var document = JsonDocument.Parse(json(), new JsonDocumentOptions { MaxDepth = 1000 });
        return document.RootElement.Clone();
    }

    /// <summary>One line about a name that has no value.</summary>
    public string Missing(string name)
    {
        if (char.IsAsciiDigit(name[0])) return $"the parameter '{name}' has no name: write $name or :name instead of ? and ${name}";
        var near = NearestName.Of(name, Names) is { } known ? $"; did you mean '{known}'?" : "";
        return $"nothing supplies the parameter '{name}': an arg, a value of an item, or a config value of that name would{near}";
    }
}
