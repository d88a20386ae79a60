using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>Turns the <c>config</c> entries of a graph into values: includes are read and merged, callables are named but not called.</summary>
public static class ConfigValues
{
    /// <summary>Reads config entries in order; a later entry of the same name wins in the place of the first.</summary>
    /// <param name="entries">Root config overlaid by the graph's.</param>
    /// <param name="root">The project's folder, absolute.</param>
    /// <param name="findings">Gets what is wrong with included files.</param>
    public static IReadOnlyList<ConfigValue> Read(IReadOnlyList<YamlEntry> entries, string root, ICollection<Finding> findings)
    {
        var values = new OrderedDictionary<string, ConfigValue>();
        foreach (var entry in entries)
        {
            if (entry.Key == "include" && entry.Value is not YamlMap)
            {
                foreach (var included in Include(entry.Value, root, findings)?.Entries ?? []) Add(values, included, root, findings);
            }
            else
            {
                Add(values, entry, root, findings);
            }
        }

        return [.. values.Values];
    }

    private static void Add(OrderedDictionary<string, ConfigValue> values, YamlEntry entry, string root, ICollection<Finding> findings)
    {
        var value = entry.Value switch
        {
            YamlMap map when map["include"] is { } include && map.Entries.All(e => e.Key is "include" or "alias") =>
                new ConfigValue(entry.Key, Text(map["alias"]), entry.KeyPlace, Include(include, root, findings) ?? (YamlNode)new YamlMap(include.Place, []), null),
            YamlMap map when Text(map["function"]) is { } function && map.Entries.All(e => e.Key is "function" or "alias") =>
                new ConfigValue(entry.Key, Text(map["alias"]), entry.KeyPlace, null, function),
            YamlMap map when map["value"] is { } inner && map.Entries.All(e => e.Key is "value" or "alias") =>
                new ConfigValue(entry.Key, Text(map["alias"]), entry.KeyPlace, inner, null),
            YamlMap map when entry.Key == "duckdb" && map["path"] is { } path && map.Entries.All(e => e.Key is "path" or "alias") =>
                new ConfigValue(entry.Key, Text(map["alias"]), entry.KeyPlace, path, null),
            YamlScalar { Value: string text } when entry.Key == "duckdb" && IsCallable(text) =>
                new ConfigValue(entry.Key, null, entry.KeyPlace, null, text),
            _ => new ConfigValue(entry.Key, null, entry.KeyPlace, entry.Value, null),
        };
        values[entry.Key] = value;
    }

    private static bool IsCallable(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 && text[(colon + 1)..].All(c => char.IsLetterOrDigit(c) || c is '_' or '.')
            && text[..colon].All(c => char.IsLetterOrDigit(c) || c is '_' or '.');
    }

    private static string? Text(YamlNode? node) => (node as YamlScalar)?.Value as string;

    private static YamlMap? Include(YamlNode include, string root, ICollection<Finding> findings)
    {
        var merged = new OrderedDictionary<string, YamlEntry>();
        foreach (var path in include is YamlList list ? list.Items : [include])
        {
            if (path is not YamlScalar { Value: string relative }) continue;

            foreach (var entry in ReadFile(relative, path.Place, root, findings)?.Entries ?? []) merged[entry.Key] = entry;
        }

        return new YamlMap(include.Place, [.. merged.Values]);
    }

    private static YamlMap? ReadFile(string relative, Place place, string root, ICollection<Finding> findings)
    {
        var path = Path.GetFullPath(relative, root);

        // The project's reader has said already where a path leads out of the project or to no file.
        if (!File.Exists(path)) return null;
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding("missing-include", place, $"cannot read the included file '{relative}': {e.Message}", "a JSON or YAML file"));
            return null;
        }

        var document = YamlReader.Read(bytes, relative);
        foreach (var finding in document.Findings) findings.Add(finding);
        switch (document.Root)
        {
            case YamlMap map:
                return map;
            case null or YamlScalar { Value: null }:
                return null;
            default:
                findings.Add(new Finding("wrong-type", place, $"the included file '{relative}' does not hold a map", "keys with values at the top"));
                return null;
        }
    }
}
