using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Planning;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Scanning;
using Kptn.Testing.Comparing.Tables.Tallying;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables;

/// <summary>Compares two tables: one scan of each, then only the rows that are not written alike.</summary>
internal static class TableComparer
{
    /// <summary>Below this a scan by two threads costs more than it saves.</summary>
    private const long WorthAThread = 1 << 20;

    /// <summary>Compares two files.</summary>
    /// <param name="path">The path that people know, whose extension tells how the files are written.</param>
    /// <param name="oldFile">The file before.</param>
    /// <param name="newFile">The file after.</param>
    /// <param name="settings">How to compare.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotATableException">One of them is no table.</exception>
    public static DetailedDiff Compare(string path, string oldFile, string newFile, CompareSettings settings, CancellationToken cancellation)
    {
        settings = settings with { Keys = settings.KeysOf(path) };
        return Compare(new TableSource(oldFile, path, settings, " of the old file"), new TableSource(newFile, path, settings, " of the new file"), settings, cancellation);
    }

    /// <summary>Compares two tables that say nothing of their types.</summary>
    public static DetailedDiff Compare(ITableSource before, ITableSource after, CompareSettings settings, CancellationToken cancellation)
    {
        var plan = Plan(before, after, settings, out var oldWidth, out var newWidth);
        var limit = settings.Limits.Rows;
        ScannedTable? oldTable = null, newTable = null;
        InParallel.Both(
            before.Size > WorthAThread && after.Size > WorthAThread,
            () => oldTable = new TableScanner(plan, false, oldWidth, limit).Scan(before, cancellation),
            () => newTable = new TableScanner(plan, true, newWidth, limit).Scan(after, cancellation));
        if (oldTable!.Types[oldWidth] <= TypeMask.Null && newTable!.Types[newWidth] <= TypeMask.Null) plan = plan.WithoutSurplus();
        using var tables = new TablePair(plan, (before, oldTable), (after, newTable!), settings);
        return Compare(tables, cancellation);
    }

    private static TablePlan Plan(ITableSource before, ITableSource after, CompareSettings settings, out int oldWidth, out int newWidth)
    {
        IReadOnlyList<string> oldNames, newNames;
        using (var rows = before.Open()) oldNames = rows.Columns;
        using (var rows = after.Open()) newNames = rows.Columns;
        (oldWidth, newWidth) = (oldNames.Count, newNames.Count);
        var renamed = RenameFinder.Find(before, after, oldNames, newNames);
        return TablePlan.Of(oldNames, newNames, renamed, settings);
    }

    /// <summary>Compares two tables that were scanned.</summary>
    public static DetailedDiff Compare(TablePair tables, CancellationToken cancellation)
    {
        var matcher = new RowMatcher(tables, cancellation);
        var pairs = matcher.Match();
        var tally = new TableTally(tables);
        foreach (var (old, next) in pairs) tally.Add(old, next);
        var same = matcher.Equal.Count + tally.EqualRows;
        foreach (var (old, next) in pairs) matcher.Equal.Add(old, next);
        return new TableReport(tables, matcher, tally, same, cancellation).Build();
    }
}
