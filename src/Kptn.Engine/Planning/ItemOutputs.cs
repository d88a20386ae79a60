using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Puts an item's values into paths.</summary>
public static class ItemOutputs
{
    /// <summary>The paths of an item's own outputs, relative to the scratch dir, in the order declared.</summary>
    /// <param name="mapping">How its task is mapped.</param>
    /// <param name="values">The item's values: names and canonical JSON.</param>
    /// <exception cref="ItemListException">A value would take the path out of the scratch dir, or is no part of a path.</exception>
    public static IReadOnlyList<string> Of(TaskMapping mapping, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        if (mapping.Outputs.Count == 0) return [];
        var paths = new string[mapping.Outputs.Count];
        for (var i = 0; i < paths.Length; i++)
        {
            var path = Expand(mapping.Outputs[i], values);
            if ((Problem(path) ?? GlobProblem(mapping.Outputs[i], path)) is { } problem)
            {
                throw new ItemListException($"output '{mapping.Outputs[i]}' becomes '{(path.Length > 100 ? path[..100] + "…" : path)}' for item {string.Join(", ", values.Select(value => $"{value.Key}={ItemNames.Shown(value.Value)}"))}, {problem}");
            }

            paths[i] = Normal(path);
        }

        return paths;
    }

    /// <summary>Puts an item's values into a text; other variables stay as they are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">The item's values: names and canonical JSON.</param>
    public static string Expand(string text, IReadOnlyList<KeyValuePair<string, string>> values) => Variables.Expand(text, name =>
    {
        foreach (var (key, json) in values)
        {
            if (key == name) return ItemValues.Text(json);
        }

        return null;
    }, out _);

    /// <summary>The same path without parts that lead nowhere, so that two ways to write a path are one path; a slash at its end stays.</summary>
    /// <param name="path">A path relative to the scratch dir, without <c>..</c>.</param>
    public static string Normal(string path)
    {
        if (TableUrl.Is(path)) return path;
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("./", StringComparison.Ordinal) && !path.EndsWith("/.", StringComparison.Ordinal)) return path;
        var normal = string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));
        return path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) ? normal + "/" : normal;
    }

    private static string? GlobProblem(string template, string path) =>
        Fingerprints.OutputPath.IsGlob(path) && !Fingerprints.OutputPath.IsGlob(template) ? "which has a '*' or '?' and so is no name of one file" : null;

    private static string? Problem(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) return "which has a NUL character";
        if (Path.IsPathRooted(path)) return "which leaves the scratch dir";
        var depth = 0;
        foreach (var part in path.Split('/'))
        {
            if (part == "..") return "which leaves the scratch dir";
            if (System.Text.Encoding.UTF8.GetByteCount(part) > 255) return "whose name is longer than 255 bytes, which no file system takes";
            if (part is not ("" or ".")) depth++;
        }

        return depth == 0 ? "which names no file" : null;
    }
}
