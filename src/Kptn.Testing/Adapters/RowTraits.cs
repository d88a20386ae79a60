namespace Kptn.Testing.Adapters;

/// <summary>What tests can be filtered by beside their names.</summary>
internal static class RowTraits
{
    /// <summary>The traits of a case.</summary>
    /// <param name="test">The case.</param>
    /// <param name="more">Names and values in turn.</param>
    public static Dictionary<string, HashSet<string>> Of(TaskCase test, IReadOnlyList<string> more)
    {
        var traits = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in test.Tags) Add("Tag", tag);
        if (test.Graph.Length > 0) Add("Graph", test.Graph);
        if (test.Language.Length > 0) Add("Language", test.Language);
        for (var i = 0; i + 1 < more.Count; i += 2) Add(more[i], more[i + 1]);
        return traits;

        void Add(string name, string value)
        {
            if (!traits.TryGetValue(name, out var values)) traits[name] = values = new HashSet<string>(StringComparer.Ordinal);
            values.Add(value);
        }
    }
}
