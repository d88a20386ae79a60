using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Words;

/// <summary>What happened in a JSON document, in words.</summary>
internal static class JsonWords
{
    /// <summary>Whether a path stands for several changes, so that a line of its own says more than its values.</summary>
    public static bool IsOften(JsonPathDiff path) => path.Added + path.Removed + path.Changed + path.Retyped > 1;

    /// <summary>What happened at a path.</summary>
    public static string Of(JsonPathDiff path)
    {
        var parts = new List<string>();
        if (path.Changed > 0) parts.Add($"{Amounts.Count(path.Changed)} changed");
        if (path.Retyped > 0) parts.Add($"{Amounts.Count(path.Retyped)} of another type");
        if (path.Added > 0) parts.Add($"{Amounts.Count(path.Added)} added");
        if (path.Removed > 0) parts.Add($"{Amounts.Count(path.Removed)} removed");
        if (path.Numbers is { } numbers) parts.Add(ColumnWords.Movement(numbers));
        return string.Join(" · ", parts);
    }

    /// <summary>What is to be said of a changed value beside its text.</summary>
    public static string Note(JsonChange change) => change.Kind switch
    {
        JsonChangeKind.Retyped => "another type",
        JsonChangeKind.Moved => "moved",
        _ => change.Movement is { } movement ? Amounts.Signed(movement) : "",
    };

    /// <summary>What the samples leave out; empty where they show all.</summary>
    public static string Left(JsonDiff json, int shown)
    {
        var more = json.Added + json.Removed + json.Changed + json.Retyped + json.Moved - shown;
        return more > 0 ? $"… and {Amounts.Count(more, "more change")}" : "";
    }
}
