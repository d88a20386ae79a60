using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Mapping;

/// <summary>Which items of mapped tasks are meant: several values of one key are alternatives, several keys must all match.</summary>
public sealed class ItemFilter
{
    private const int MostKeys = 1000;

    private readonly (string Name, ItemMatch[] Values)[] _keys;

    /// <summary>A filter from selectors; without any, all items are meant.</summary>
    /// <param name="selectors">The selectors.</param>
    public ItemFilter(IReadOnlyList<ItemSelector> selectors)
    {
        Selectors = selectors;
        _keys =
        [
            .. selectors.GroupBy(selector => selector.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Select(selector => new ItemMatch(selector.Value)).ToArray())),
        ];
    }

    /// <summary>What it was made of.</summary>
    public IReadOnlyList<ItemSelector> Selectors { get; }

    /// <summary>Names of the values that it asks for, for messages.</summary>
    public string Asked => string.Join(", ", _keys.Select(key => key.Name));

    /// <summary>Whether it leaves no item out.</summary>
    public bool IsEmpty => _keys.Length == 0;

    /// <summary>Reads words such as <c>US_STATE=NC</c> and <c>US_STATE=NC,ZIP_CODE=27006</c>. A value with a comma is written in quotes: <c>CITY="Cary, NC"</c>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="findings">Gets what is wrong with them.</param>
    /// <returns>A filter of those that are right.</returns>
    public static ItemFilter Parse(IReadOnlyList<string> words, ICollection<Finding> findings)
    {
        var selectors = new List<ItemSelector>();
        foreach (var word in words) ItemWords.Parse(word, selectors, findings);
        return new ItemFilter(selectors);
    }

    /// <summary>Whether it can be asked about a mapped task's items: all its keys are names of their values.</summary>
    /// <param name="names">The names.</param>
    public bool Applies(IReadOnlyList<string> names) => _keys.All(key => names.Contains(key.Name, StringComparer.Ordinal));

    /// <summary>Whether an item is meant. No item is where the filter does not apply.</summary>
    /// <param name="names">The names of its values.</param>
    /// <param name="key">Its key.</param>
    public bool Matches(IReadOnlyList<string> names, ReadOnlySpan<byte> key)
    {
        if (!Applies(names)) return false;
        var parts = new KeyParts(names, key);
        for (var i = 0; i < names.Count && parts.MoveNext(); i++)
        {
            foreach (var (name, values) in _keys)
            {
                if (name == names[i] && !MatchesAny(values, parts.Current)) return false;
            }
        }

        return true;
    }

    /// <summary>The keys of all items that could be meant; <see langword="null"/> where they cannot be told: for globs, and where not every name has a value.</summary>
    /// <param name="names">The names of an item's values.</param>
    public IReadOnlyList<string>? Keys(IReadOnlyList<string> names)
    {
        List<string>? keys = null;
        foreach (var name in names)
        {
            var values = _keys.FirstOrDefault(key => key.Name == name).Values;
            if (values is null || values.Any(value => value.Exact is null)) return null;
            var parts = values.SelectMany(value => value.Exact!).Distinct(StringComparer.Ordinal);
            keys = keys is null ? [.. parts] : [.. keys.SelectMany(_ => parts, (key, part) => $"{key},{part}")];
            if (keys.Count > MostKeys) return null;
        }

        return names.Count == 1 ? keys : keys?.ConvertAll(key => $"[{key}]");
    }

    /// <summary>The key of the one item that is meant above all, where a value is given for each name: <c>K=1</c> is the number, though a text <c>"1"</c> matches too.</summary>
    /// <param name="names">The names of an item's values.</param>
    public string? Literal(IReadOnlyList<string> names)
    {
        var parts = names.Select(name => _keys.FirstOrDefault(key => key.Name == name).Values is [var value] ? value.Literal : null).ToList();
        if (parts.Contains(null)) return null;
        return parts.Count == 1 ? parts[0] : $"[{string.Join(',', parts)}]";
    }

    private static bool MatchesAny(ItemMatch[] values, ReadOnlySpan<byte> part)
    {
        foreach (var value in values)
        {
            if (value.Matches(part)) return true;
        }

        return false;
    }
}
