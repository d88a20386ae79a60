using System.Text;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Writes outputs so that two texts for one place are equal.</summary>
internal static class OutputPath
{
    private const string Table = "duckdb://";

    /// <summary>The output with args filled in, without <c>.</c>, <c>..</c> and doubled slashes; a table without the default schema.</summary>
    public static string Normalise(string text, GraphTask task)
    {
        var path = text.Contains("${", StringComparison.Ordinal) ? Expand(text, task) : text;
        return path.StartsWith(Table, StringComparison.OrdinalIgnoreCase) ? NormaliseTable(path) : Clean(path);
    }

    /// <summary>Whether the output names files by a pattern.</summary>
    public static bool IsGlob(string path) => path.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>Whether the output is a table.</summary>
    public static bool IsTable(string path) => path.StartsWith(Table, StringComparison.Ordinal);

    private static string NormaliseTable(string path)
    {
        // DuckDB folds the case of names and puts a bare one into the schema main.
        var name = path[Table.Length..].ToLowerInvariant();
        return Table + (name.StartsWith("main.", StringComparison.Ordinal) ? name["main.".Length..] : name);
    }

    private static string Expand(string text, GraphTask task)
    {
        var expanded = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf("${", StringComparison.Ordinal) is var start and >= 0)
        {
            var length = rest[start..].IndexOf('}');
            if (length < 0) break;
            var variable = rest.Slice(start, length + 1);
            expanded.Append(rest[..start]);
            if (Value(variable[2..^1], task) is { } value) expanded.Append(value);
            else expanded.Append(variable);
            rest = rest[(start + length + 1)..];
        }

        return expanded.Append(rest).ToString();
    }

    private static string? Value(ReadOnlySpan<char> name, GraphTask task)
    {
        // An item's value hides an arg of the same name.
        foreach (var item in task.Definition.MapOver)
        {
            if (name.SequenceEqual(item)) return null;
        }

        foreach (var arg in task.Args)
        {
            if (name.SequenceEqual(arg.Key)) return arg.Value is YamlScalar { Value: not null } scalar ? scalar.Text : null;
        }

        return null;
    }

    private static string Clean(string path)
    {
        if (IsClean(path)) return path;
        var isRooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (!isRooted) parts.Add(part);
        }

        var cleaned = string.Join('/', parts);
        return isRooted ? "/" + cleaned : cleaned.Length == 0 ? "." : cleaned;
    }

    private static bool IsClean(string path) =>
        path.Length > 0 && path[^1] != '/' && path[0] != '.' &&
        !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal);
}
