using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Describes Parquet files: rows, columns and some rows.</summary>
internal static class TypedDescription
{
    /// <summary>Adds what is in a file to its description.</summary>
    /// <exception cref="Reading.NotATableException">It cannot be read.</exception>
    public static OutputDescription AddTo(OutputDescription description, string file, CompareSettings settings, CancellationToken cancellation)
    {
        using var workspace = TypedWorkspace.Open(cancellation);
        var table = workspace.Parquet(file);
        var statistics = new TypedStatistics(workspace);
        var rows = statistics.Count(table);
        return description with
        {
            Rows = rows,
            Columns = [.. statistics.Of(table, [.. Enumerable.Range(0, table.Columns.Count)]).OrderBy(column => column.Key).Select(column => column.Value)],
            Sample = Sample(workspace, table, rows, settings.Limits.Rows),
        };
    }

    // The first rows and others spread evenly.
    private static IReadOnlyList<IReadOnlyList<string?>> Sample(TypedWorkspace workspace, TypedTable table, long rows, int count)
    {
        if (count == 0 || rows == 0) return [];
        var first = Math.Min(rows, (count + 1) / 2);
        var spread = Enumerable.Range(1, (int)Math.Min(count - first, rows - first)).Select(i => first + ((rows - first) * i / (count - first)) - 1);
        var places = string.Join(", ", Enumerable.Range(0, (int)first).Select(i => (long)i).Concat(spread).Distinct());
        var found = workspace.Rows($"SELECT {TypedSql.Texts("t", table)[2..]} FROM {TypedSql.Rows(table, new CompareSettings())} t WHERE t.r IN ({places}) ORDER BY t.r LIMIT {count}");
        return [.. found.Select(row => (IReadOnlyList<string?>)[.. row.Select(value => (string?)value)])];
    }
}
