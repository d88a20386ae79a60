using Kptn.Engine.Mapping;

namespace Kptn.Testing.Reviewing;

/// <summary>Command lines that approve.</summary>
internal static class ApproveWords
{
    /// <summary>What approves a task, or an item of it.</summary>
    /// <param name="graph">The graph; <see langword="null"/> where there is only one.</param>
    /// <param name="task">The task.</param>
    /// <param name="names">The names of the values of its items.</param>
    /// <param name="item">The item's key; <see langword="null"/> for all of the task.</param>
    public static string Of(string? graph, string task, IReadOnlyList<string> names, string? item)
    {
        var line = $"kptn approve {task}{(graph is null ? "" : $" --graph {graph}")}";
        if (item is null || names.Count == 0) return line;
        var word = string.Join(',', ItemValues.Split(names, item).Select(value => $"{value.Key}={Value(value.Value)}"));
        return $"{line} --item {(word.All(IsPlain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'")}";
    }

    // Text that could mean anything else is written as JSON.
    private static string Value(string json) => ItemValues.Text(json) is var text && text.Length > 0 && ItemNames.Shown(json) == text ? text : json;

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '=' or ',' or '+' or '@' or '%';
}
