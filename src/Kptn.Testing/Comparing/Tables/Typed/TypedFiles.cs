using Kptn.Testing.Comparing.Files;
using Kptn.Testing.Comparing.Scrubbing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Compares two files of which one or both are Parquet.</summary>
internal static class TypedFiles
{
    /// <summary>Compares them.</summary>
    /// <exception cref="NotATableException">One of them is no table.</exception>
    public static DetailedDiff Compare(string path, string oldFile, string newFile, CompareSettings settings, CancellationToken cancellation)
    {
        settings = settings with { Keys = settings.KeysOf(path) };
        using var workspace = TypedWorkspace.Open(cancellation);
        if (FileKinds.IsParquet(oldFile) && FileKinds.IsParquet(newFile)) return new TypedTableComparer(workspace, settings, cancellation).Compare(workspace.Parquet(oldFile), workspace.Parquet(newFile));
        // Text says no types, so that those of Parquet cannot count: values are compared as they would be written.
        var found = TableComparer.Compare(Source(oldFile), Source(newFile), settings, cancellation);
        return found with { Notes = [new DiffNote("types-as-text", "one file is text, so types were compared by what the values look like"), .. found.Notes] };

        ITableSource Source(string file) => FileKinds.IsParquet(file) ? AsText(workspace, workspace.Parquet(file), settings) : new TableSource(file, file, settings);
    }

    private static SpilledTable AsText(TypedWorkspace workspace, TypedTable table, CompareSettings settings)
    {
        var file = Path.Combine(workspace.Folder, "text.rows");
        using var writer = new SpillWriter(file);
        var kinds = table.Columns.Select(column => (column, CellKind.Plain)).ToList();
        writer.AddAll(workspace, $"SELECT t.r{TypedSql.Texts("t", table)} FROM {TypedSql.Rows(table, settings)} t ORDER BY t.r", kinds);
        return new SpilledTable(file, table, new Scrubs(settings.Scrub), new TypedStatistics(workspace));
    }
}
