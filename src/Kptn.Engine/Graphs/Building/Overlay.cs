using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Lays entries over others, key by key, shallow.</summary>
internal static class Overlay
{
    /// <summary>Entries of <paramref name="below"/> in their order, replaced where <paramref name="above"/> has the key, then what only that has.</summary>
    public static IReadOnlyList<YamlEntry> Of(IReadOnlyList<YamlEntry> below, IReadOnlyList<YamlEntry> above)
    {
        if (above.Count == 0) return below;
        if (below.Count == 0) return above;
        var merged = new OrderedDictionary<string, YamlEntry>(below.Count + above.Count, StringComparer.Ordinal);
        foreach (var entry in below) merged[entry.Key] = entry;
        foreach (var entry in above) merged[entry.Key] = entry;
        return [.. merged.Values];
    }
}
