using Kptn.Testing.Comparing.Tables.Planning;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Scanning;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Reads the rows that are shown.</summary>
/// <param name="tables">The tables.</param>
/// <param name="keys">The key as places among the compared columns; empty without one.</param>
internal sealed class RowSampler(TablePair tables, IReadOnlyList<int> keys)
{
    /// <summary>Cells that tell a row where there is no key.</summary>
    private const int Telling = 2;

    private readonly int _longest = tables.Settings.Limits.Characters;

    /// <summary>Rows of one side.</summary>
    public IReadOnlyList<TableRow> Rows(bool isNew, IReadOnlyList<int> rows)
    {
        var table = isNew ? tables.New : tables.Old;
        var lines = (isNew ? tables.NewSource : tables.OldSource).Lines([.. rows.Select(row => table.Offsets[row])]);
        return [.. rows.Select((row, i) => Read(row, lines[i]))];

        TableRow Read(int number, long line)
        {
            var row = (isNew ? tables.NewRows : tables.OldRows)[number];
            return new TableRow(
                [.. keys.Select(place => CellText.Of(isNew ? tables.NewCell(row, place) : tables.OldCell(row, place), _longest))],
                line,
                [.. tables.Plan.Columns.Select(column => CellText.Of(row[isNew ? column.New : column.Old], _longest))]);
        }
    }

    /// <summary>Pairs of changed rows.</summary>
    public IReadOnlyList<RowChange> Changes(IReadOnlyList<(int Old, int New)> pairs)
    {
        var oldLines = tables.OldSource.Lines([.. pairs.Select(pair => tables.Old.Offsets[pair.Old])]);
        var newLines = tables.NewSource.Lines([.. pairs.Select(pair => tables.New.Offsets[pair.New])]);
        return [.. pairs.Select((pair, i) => Change(pair, oldLines[i], newLines[i]))];
    }

    /// <summary>Cells of one column in pairs of changed rows.</summary>
    public IReadOnlyList<CellChange> Cells(int place, IReadOnlyList<(int Old, int New)> pairs) => [.. pairs.Select(pair =>
    {
        var (before, after) = (tables.OldRows[pair.Old], tables.NewRows[pair.New]);
        var cell = tables.OldCell(before, place);
        var other = tables.NewCell(after, place);
        var (old, next) = CellText.Of(cell, other, _longest);
        return new CellChange(KeyOf(before, after), old, next, Movement.Between(cell, other)?.Absolute);
    })];

    /// <summary>The most frequent changes of one column.</summary>
    public IReadOnlyList<Transition> Transitions(int place, IReadOnlyList<(long Count, int Old, int New)> transitions) => [.. transitions.Select(entry =>
    {
        var (old, next) = CellText.Of(tables.OldCell(tables.OldRows[entry.Old], place), tables.NewCell(tables.NewRows[entry.New], place), _longest);
        return new Transition(old, next, entry.Count);
    })];

    private RowChange Change((int Old, int New) pair, long oldLine, long newLine)
    {
        var (before, after) = (tables.OldRows[pair.Old], tables.NewRows[pair.New]);
        var (old, next, changed) = (new List<string?>(), new List<string?>(), new List<int>());
        for (var i = 0; i < tables.Plan.Columns.Count; i++)
        {
            var column = tables.Plan.Columns[i];
            var texts = CellText.Of(before[column.Old], after[column.New], _longest);
            old.Add(texts.Old);
            next.Add(texts.New);
            if (column.IsCompared && !tables.Comparers[PlaceOf(column)].AreEqual(before[column.Old], after[column.New])) changed.Add(i);
        }

        return new RowChange(KeyOf(before, after), oldLine, newLine, old, next, changed);
    }

    private List<string?> KeyOf(RowBuffer before, RowBuffer after)
    {
        var places = keys.Count > 0 ? keys : Enumerable.Range(0, tables.Comparers.Count)
            .Where(place => tables.Comparers[place].AreEqual(tables.OldCell(before, place), tables.NewCell(after, place))).Take(Telling);
        return [.. places.Select(place => CellText.Of(tables.NewCell(after, place), _longest))];
    }

    private int PlaceOf(PlanColumn column)
    {
        for (var place = 0; place < tables.Plan.Compared.Count; place++)
        {
            if (ReferenceEquals(tables.Plan.Compared[place], column)) return place;
        }

        return -1;
    }
}
