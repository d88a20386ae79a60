using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Adds up what changed, cell by cell.</summary>
internal sealed class TableTally
{
    private readonly TablePair _tables;
    private readonly Best<(int Old, int New)> _samples;

    public TableTally(TablePair tables)
    {
        _tables = tables;
        _samples = new Best<(int, int)>(tables.Settings.Limits.Rows);
        Columns = [.. tables.Comparers.Select(_ => new ColumnTally(tables.Settings.Limits.Cells))];
    }

    /// <summary>One for each compared column.</summary>
    public IReadOnlyList<ColumnTally> Columns { get; }

    /// <summary>Rows with a changed cell.</summary>
    public long ChangedRows { get; private set; }

    /// <summary>Pairs that turned out to be equal.</summary>
    public long EqualRows { get; private set; }

    /// <summary>Some of those.</summary>
    public List<(int Old, int New)> EqualSamples { get; } = [];

    /// <summary>Some pairs of changed rows.</summary>
    public IReadOnlyList<(int Old, int New)> Samples => _samples.All();

    /// <summary>Adds a pair of rows.</summary>
    public void Add(int old, int next)
    {
        var (before, after, farthest, isChanged) = (_tables.OldRows[old], _tables.NewRows[next], 0.0, false);
        for (var place = 0; place < Columns.Count; place++)
        {
            var cell = _tables.OldCell(before, place);
            var other = _tables.NewCell(after, place);
            if (_tables.Comparers[place].AreEqual(cell, other)) continue;
            isChanged = true;
            farthest = Math.Max(farthest, Columns[place].Add(cell, other, old, next));
        }

        if (!isChanged)
        {
            EqualRows++;
            if (EqualSamples.Count < Pairing.Samples) EqualSamples.Add((old, next));
            return;
        }

        ChangedRows++;
        _samples.Add(farthest, (old, next));
    }
}
