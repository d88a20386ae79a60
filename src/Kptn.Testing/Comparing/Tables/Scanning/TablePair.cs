using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Planning;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Typed;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Scanning;

/// <summary>Two scanned tables with all that is needed to compare their rows.</summary>
internal sealed class TablePair : IDisposable
{
    public TablePair(TablePlan plan, (ITableSource Source, ScannedTable Table) before, (ITableSource Source, ScannedTable Table) after, CompareSettings settings)
    {
        (Plan, Old, New, Settings, OldSource, NewSource) = (plan, before.Table, after.Table, settings, before.Source, after.Source);
        Comparers = [.. plan.Compared.Select((column, place) => ComparerOf(column, place))];
        OldRows = new RowAccess(before.Source, Old.Offsets);
        NewRows = new RowAccess(after.Source, New.Offsets);
    }

    public TablePlan Plan { get; }

    public CompareSettings Settings { get; }

    public ScannedTable Old { get; }

    public ScannedTable New { get; }

    public ITableSource OldSource { get; }

    public ITableSource NewSource { get; }

    /// <summary>What is known of tables that say their types; <see langword="null"/> for others.</summary>
    public TypedFacts? Typed { get; init; }

    /// <summary>Rows that are equal on both sides and no longer among those of the tables.</summary>
    public long Settled => Typed?.Settled ?? 0;

    /// <summary>One for each compared column.</summary>
    public IReadOnlyList<CellComparer> Comparers { get; }

    /// <summary>The rows before.</summary>
    public RowAccess OldRows { get; }

    /// <summary>The rows after.</summary>
    public RowAccess NewRows { get; }

    /// <summary>Whether cells may be equal that are not the same number.</summary>
    public bool IsTolerant => Comparers.Any(comparer => comparer.IsTolerant);

    /// <summary>A cell before, by place among the compared columns.</summary>
    public Cell OldCell(RowBuffer row, int place) => row[Plan.Compared[place].Old];

    /// <summary>A cell after, by place among the compared columns.</summary>
    public Cell NewCell(RowBuffer row, int place) => row[Plan.Compared[place].New];

    /// <summary>Whether two rows are equal in all compared columns.</summary>
    public bool AreEqual(int old, int next)
    {
        var (before, after) = (OldRows[old], NewRows[next]);
        for (var place = 0; place < Comparers.Count; place++)
        {
            if (!Comparers[place].AreEqual(OldCell(before, place), NewCell(after, place))) return false;
        }

        return true;
    }

    /// <summary>The type of a column before; <see langword="null"/> where it was not there.</summary>
    public ColumnType? OldType(PlanColumn column) => column.Old < 0 ? null : TypeMasks.ColumnOf(Old.Types[column.Old]);

    /// <summary>The type of a column after; <see langword="null"/> where it is not there.</summary>
    public ColumnType? NewType(PlanColumn column) => column.New < 0 ? null : TypeMasks.ColumnOf(New.Types[column.New]);

    /// <summary>The type that a column said before; <see langword="null"/> where it was not there or said none.</summary>
    public string? OldDeclaredType(PlanColumn column) => column.Old < 0 ? null : Typed?.Old[column.Old].Type;

    /// <summary>The type that a column says after; <see langword="null"/> where it is not there or says none.</summary>
    public string? NewDeclaredType(PlanColumn column) => column.New < 0 ? null : Typed?.New[column.New].Type;

    public void Dispose()
    {
        OldRows.Dispose();
        NewRows.Dispose();
    }

    private CellComparer ComparerOf(PlanColumn column, int place)
    {
        var type = column.IsSurplus ? ColumnType.Text : TypeMasks.ColumnOf(Old.Types[column.Old] | New.Types[column.New]);
        return new CellComparer(type, column.IsKey ? ToleranceAmount.Exact : Settings.Tolerance.Of(column.Name, column.OldName, type == ColumnType.Float), CellSeeds.Of(place));
    }
}
