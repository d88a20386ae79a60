using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Words;

/// <summary>How rows are told apart, in words.</summary>
internal static class RowWords
{
    /// <summary>What heads the column of keys.</summary>
    public static string Heading(TableDiff table) => table.Keys.Count > 0 ? string.Join(" · ", table.Keys.Select(VisibleText.Of)) : "row";

    /// <summary>A key, else the line.</summary>
    public static string Key(IReadOnlyList<string?> key, long line) =>
        key.Count > 0 ? string.Join(" · ", key.Select(VisibleText.Value)) : $"line {Amounts.Count(line)}";

    /// <summary>How rows found each other, in a sentence; empty where nobody asks.</summary>
    public static string Matching(TableDiff table) => table.Matching switch
    {
        RowMatching.Keys => $"Rows are matched by {Heading(table)}.",
        RowMatching.InferredKeys => $"Without keys, rows are matched by {Heading(table)}, which tells them apart.",
        RowMatching.Likeness => "Without keys, rows are matched by likeness.",
        _ => "",
    };

    /// <summary>What the samples leave out; empty where they show all.</summary>
    public static string Left(TableDiff table, int changed, int added, int removed)
    {
        var parts = new List<string>();
        if (table.ChangedRows > changed) parts.Add($"{Amounts.Count(table.ChangedRows - changed)} more changed");
        if (table.AddedRows > added) parts.Add($"{Amounts.Count(table.AddedRows - added)} more added");
        if (table.RemovedRows > removed) parts.Add($"{Amounts.Count(table.RemovedRows - removed)} more removed");
        return parts.Count == 0 ? "" : $"… and {string.Join(", ", parts)}";
    }
}
