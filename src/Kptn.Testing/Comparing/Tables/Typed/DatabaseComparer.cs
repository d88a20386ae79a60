using Kptn.Engine.DuckDb.Tables;
using Kptn.Testing.Comparing.Folders;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Compares two databases of DuckDB table by table; both are only read.</summary>
internal static class DatabaseComparer
{
    /// <summary>Compares them.</summary>
    /// <exception cref="Reading.NotATableException">One of them cannot be read.</exception>
    public static DetailedDiff Compare(string path, string oldFile, string newFile, CompareSettings settings, CancellationToken cancellation)
    {
        using var workspace = TypedWorkspace.Open(cancellation);
        var (before, after) = (Tables(workspace, workspace.Attach(oldFile), oldFile), Tables(workspace, workspace.Attach(newFile), newFile));
        var tally = new FolderTally(path, "table", settings.Limits.Files);
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var shown = $"{path}/{name}";
            if (!settings.Skips(shown) && !settings.Skips(name)) tally.Add(name, Compare(workspace, shown, before.GetValueOrDefault(name), after.GetValueOrDefault(name), settings, cancellation));
        }

        return tally.ToDiff();
    }

    private static OutputDiff Compare(TypedWorkspace workspace, string path, TypedTable? before, TypedTable? after, CompareSettings settings, CancellationToken cancellation)
    {
        if (before is null || after is null) return OneSided(workspace, path, before ?? after!, isNew: before is null);
        var found = new TypedTableComparer(workspace, settings with { Keys = settings.KeysOf(path), Ordered = false }, cancellation).Compare(before, after);
        return new OutputDiff
        {
            Path = path,
            Kind = found.IsSame ? DiffKind.Same : DiffKind.Changed,
            Headline = found.Headline,
            ComparedAs = CompareMode.Table,
            IsAllowed = !found.IsSame && settings.Thresholds.Allow(found.Detail),
            Notes = found.Notes,
            Detail = found.Detail,
        };
    }

    private static OutputDiff OneSided(TypedWorkspace workspace, string path, TypedTable table, bool isNew) => new()
    {
        Path = path,
        Kind = isNew ? DiffKind.Added : DiffKind.Removed,
        Headline = $"{(isNew ? "new" : "gone")}, {Words.Count(new TypedStatistics(workspace).Count(table), "row")}",
        ComparedAs = CompareMode.Table,
    };

    private static Dictionary<string, TypedTable> Tables(TypedWorkspace workspace, string database, string file) => workspace
        .Rows($"SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = '{database}' AND NOT internal AND schema_name <> 'kptn'")
        .Select(row => new TableUrl((string)row[0]!, (string)row[1]!))
        .ToDictionary(table => table.Schema == "main" ? table.Table : $"{table.Schema}.{table.Table}", table => workspace.Table(database, table, file), StringComparer.Ordinal);
}
