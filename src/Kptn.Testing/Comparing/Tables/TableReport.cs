using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Planning;
using Kptn.Testing.Comparing.Tables.Scanning;
using Kptn.Testing.Comparing.Tables.Tallying;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables;

/// <summary>Makes the difference of two tables out of what was found.</summary>
internal sealed class TableReport(TablePair tables, RowMatcher matcher, TableTally tally, long same, CancellationToken cancellation)
{
    private readonly RowSampler _sampler = new(tables, matcher.Keys);

    /// <summary>The difference.</summary>
    public DetailedDiff Build()
    {
        var (old, next) = (matcher.Equal.OldLeft(), matcher.Equal.NewLeft());
        var repeated = new RepeatedKeys(tables);
        var (isReordered, moved) = Moved();
        var diff = new TableDiff
        {
            Matching = matcher.Matching,
            Keys = [.. matcher.Keys.Select(place => tables.Plan.Compared[place].Name)],
            OldRows = tables.Old.Count + tables.Settled,
            NewRows = tables.New.Count + tables.Settled,
            SameRows = same + tables.Settled,
            ChangedRows = tally.ChangedRows,
            AddedRows = next.Length,
            RemovedRows = old.Length,
            ChangedCells = tally.Columns.Sum(column => column.Changed),
            IsReordered = isReordered,
            MovedRows = moved,
            OrderCounts = tables.Settings is { Ordered: true, Sort.IsOn: false },
            Columns = [.. tables.Plan.Columns.Select(Column)],
            ChangedSamples = _sampler.Changes(tally.Samples),
            AddedSamples = _sampler.Rows(true, Sample(next)),
            RemovedSamples = _sampler.Rows(false, Sample(old)),
            RepeatedKeys = repeated.Samples(),
            RaggedRows = [.. Ragged(false), .. Ragged(true)],
        };
        var isSame = diff is { ChangedRows: 0, AddedRows: 0, RemovedRows: 0 } && !(diff.OrderCounts && isReordered) && !diff.HasSchemaChange;
        if (!isSame) diff = TableStatisticsOfChange.AddTo(diff, tables, cancellation);
        return new DetailedDiff(isSame, TableHeadline.Of(diff, isSame), diff, new TableNotes(tables, matcher, tally, repeated).All());
    }

    private ColumnDiff Column(PlanColumn column)
    {
        var (oldType, newType) = (tables.OldType(column), tables.NewType(column));
        var diff = new ColumnDiff
        {
            Name = column.Name,
            OldName = column.OldName,
            Change = ChangeOf(column, tables.Typed is null ? IsRetyped(oldType, newType) : tables.OldDeclaredType(column) != tables.NewDeclaredType(column)),
            OldIndex = column.Old < 0 ? null : column.Old,
            NewIndex = column.New < 0 ? null : column.New,
            OldType = oldType,
            NewType = newType,
            OldDeclaredType = tables.OldDeclaredType(column),
            NewDeclaredType = tables.NewDeclaredType(column),
            IsKey = column.IsKey,
            IsIgnored = column.IsIgnored,
        };
        var place = tables.Plan.Compared.ToList().IndexOf(column);
        if (place < 0) return diff;
        var counts = tally.Columns[place];
        return diff with
        {
            ChangedCells = counts.Changed,
            Filled = counts.Filled,
            Emptied = counts.Emptied,
            Numbers = counts.Numbers,
            Transitions = _sampler.Transitions(place, counts.Transitions),
            Samples = _sampler.Cells(place, counts.Samples),
        };
    }

    private static ColumnChange ChangeOf(PlanColumn column, bool isRetyped)
    {
        if (column.IsIgnored || column.IsSurplus) return ColumnChange.None;
        if (column.Old < 0) return ColumnChange.Added;
        if (column.New < 0) return ColumnChange.Removed;
        return (column.OldName is null ? ColumnChange.None : ColumnChange.Renamed)
            | (column.IsMoved ? ColumnChange.Moved : ColumnChange.None)
            | (isRetyped ? ColumnChange.Retyped : ColumnChange.None);
    }

    // Numbers stay numbers, and times stay times, however they are written; a column without values had no type.
    private static bool IsRetyped(ColumnType? oldType, ColumnType? newType)
    {
        if (oldType is not { } before || newType is not { } after || before == after || before == ColumnType.Empty || after == ColumnType.Empty) return false;
        if (TypeMasks.IsNumber(before) && TypeMasks.IsNumber(after)) return false;
        return !(before is ColumnType.Date or ColumnType.DateTime && after is ColumnType.Date or ColumnType.DateTime);
    }

    private (bool IsReordered, long Moved) Moved()
    {
        var (last, isRising, count) = (-1, true, 0);
        foreach (var old in matcher.Equal.OldOf)
        {
            if (old < 0) continue;
            isRising &= old > last;
            last = old;
            count++;
        }

        return isRising ? (false, 0) : (true, count - Order.LongestRisingLength(matcher.Equal.OldOf));
    }

    private int[] Sample(int[] rows) => rows[..Math.Min(rows.Length, tables.Settings.Limits.Rows)];

    private IEnumerable<RaggedRow> Ragged(bool isNew)
    {
        var (table, source) = isNew ? (tables.New, tables.NewSource) : (tables.Old, tables.OldSource);
        var lines = source.Lines([.. table.Ragged.Select(row => row.Offset)]);
        return table.Ragged.Select((row, i) => new RaggedRow(isNew, lines[i], row.Cells, table.Types.Length - 1));
    }
}
