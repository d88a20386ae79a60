using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Order;

/// <summary>How much a reviewer needs to see a change: what is gone first, then what has another shape, then how much of it moved.</summary>
internal static class Importance
{
    /// <summary>Of an output; 0 where it is the same.</summary>
    public static double Of(OutputDiff diff)
    {
        if (diff.Kind == DiffKind.Same) return diff.Notes.Any(note => note.IsWarning) ? 0.5 : 0;
        if (diff.IsAllowed) return 1;
        return diff.Kind switch
        {
            DiffKind.Removed => 100,
            DiffKind.Added => 60,
            _ => diff.Detail is { } detail ? 10 + Of(detail) : 10,
        };
    }

    private static double Of(DiffDetail detail) => detail switch
    {
        TableDiff table => Shape(table) + (20 * Part(table.ChangedRows + table.AddedRows + table.RemovedRows, Math.Max(table.OldRows, table.NewRows))),
        JsonDiff json => Math.Min(20, Math.Log2(1 + json.Added + json.Removed + json.Changed + json.Retyped)) + (json.Retyped > 0 ? 20 : 0),
        TextDiff text => 15 * Part(text.Added + text.Removed, text.OldLines + text.NewLines),
        FolderDiff folder => 20 * Part(folder.Added + folder.Removed + folder.Changed, folder.Added + folder.Removed + folder.Changed + folder.Same),
        _ => 5,
    };

    private static double Shape(TableDiff table)
    {
        var all = table.Columns.Aggregate(ColumnChange.None, (changes, column) => changes | column.Change);
        if (all.HasFlag(ColumnChange.Removed)) return 60;
        if ((all & (ColumnChange.Retyped | ColumnChange.Renamed)) != ColumnChange.None) return 40;
        return all.HasFlag(ColumnChange.Added) ? 25 : 0;
    }

    private static double Part(long part, long whole) => whole <= 0 ? 0 : Math.Min(1, (double)part / whole);
}
