using System.Globalization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>Laws that hold for any table; each case is a seed.</summary>
public sealed class TablePropertySpecs
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_table_is_the_same_as_itself_shuffled_and_written_otherwise(int seed)
    {
        var random = new Random(seed);
        var table = RandomTable.Of(random, random.Next(0, 60), random.Next(0, 4));

        var diff = Comparison.Csv(table.ToCsv(), "\uFEFF" + table.Shuffled().ToCsv(';', "\r\n", quoteAll: random.Next(2) == 0));

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.Equal(table.Rows.Count, diff.Detail is null ? table.Rows.Count : diff.Table().SameRows);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Edits_of_a_table_with_a_key_are_counted_exactly(int seed)
    {
        var random = new Random(seed);
        var before = RandomTable.Of(random, random.Next(1, 80), 3);
        var after = before.Copy();
        var (changedRows, cells) = (0, new int[before.Columns.Count]);
        foreach (var row in after.Rows)
        {
            if (random.Next(5) > 0) continue;
            var columns = Enumerable.Range(1, row.Length - 1).Where(_ => random.Next(3) == 0).ToList();
            foreach (var column in columns)
            {
                row[column] = Other(row[column], column, random);
                cells[column]++;
            }

            if (columns.Count > 0) changedRows++;
        }

        var removed = after.Rows.RemoveAll(row => random.Next(10) == 0 && row.SequenceEqual(before.Rows[int.Parse(row[0], CultureInfo.InvariantCulture) - 1]));
        var added = random.Next(0, 5);
        for (var i = 0; i < added; i++) after.Rows.Add([string.Create(CultureInfo.InvariantCulture, $"{1_000 + i}"), "1", "2024-01-01", "x", "y", "z"]);

        var diff = Comparison.Csv(before.ToCsv(), after.Shuffled().ToCsv(), Comparison.Keys("id"));
        var mirrored = Comparison.Csv(after.ToCsv(), before.ToCsv(), Comparison.Keys("id"));

        if (changedRows + removed + added == 0)
        {
            Assert.Equal(DiffKind.Same, diff.Kind);
            return;
        }

        var table = diff.Table();
        Assert.Equal((changedRows, added, removed, cells.Sum()), (table.ChangedRows, table.AddedRows, table.RemovedRows, table.ChangedCells));
        Assert.Equal(before.Rows.Count - changedRows - removed, table.SameRows);
        Assert.Equal(before.Columns.Zip(cells), table.Columns.Select(column => (column.Name, (int)column.ChangedCells)));
        Assert.Equal((table.ChangedRows, table.RemovedRows, table.AddedRows), (mirrored.Table().ChangedRows, mirrored.Table().AddedRows, mirrored.Table().RemovedRows));
        Assert.Equal(Math.Min(changedRows, 10), table.ChangedSamples.Count);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Without_a_key_the_same_rows_are_those_that_both_have(int seed)
    {
        var random = new Random(seed);
        RandomTable Letters(int rows) => new(random) { Columns = ["a", "b"], Rows = [.. Enumerable.Range(0, rows).Select(_ => new[] { $"{(char)('p' + random.Next(4))}", $"{(char)('p' + random.Next(4))}" })] };
        var (before, after) = (Letters(random.Next(1, 40)), Letters(random.Next(1, 40)));
        var shared = before.Rows.GroupBy(row => string.Concat(row)).Sum(group => Math.Min(group.Count(), after.Rows.Count(row => string.Concat(row) == group.Key)));

        var diff = Comparison.Csv(before.ToCsv(), after.ToCsv());
        if (diff.IsIdentical) return;
        var (table, mirrored) = (diff.Table(), Comparison.Csv(after.ToCsv(), before.ToCsv()).Table());

        Assert.Equal(shared, table.SameRows);
        Assert.Equal(before.Rows.Count, table.SameRows + table.ChangedRows + table.RemovedRows);
        Assert.Equal(after.Rows.Count, table.SameRows + table.ChangedRows + table.AddedRows);
        Assert.Equal((table.SameRows, table.AddedRows, table.RemovedRows), (mirrored.SameRows, mirrored.RemovedRows, mirrored.AddedRows));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void One_changed_cell_is_one_changed_cell_without_any_key(int seed)
    {
        var random = new Random(seed);
        var before = RandomTable.Of(random, random.Next(2, 60), 2);
        foreach (var row in before.Rows) row[0] = $"group {random.Next(5)}";
        var after = before.Copy();
        var (at, column) = (random.Next(after.Rows.Count), random.Next(0, 5));
        after.Rows[at][column] = column == 0 ? "group 99" : Other(after.Rows[at][column], column, random);

        var table = Comparison.Csv(before.ToCsv(), after.Shuffled().ToCsv()).Table();

        Assert.Equal((1, 0, 0, 1), (table.ChangedRows, table.AddedRows, table.RemovedRows, table.ChangedCells));
        Assert.Equal(column, Assert.Single(Assert.Single(table.ChangedSamples).Changed));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Rows_that_move_within_the_tolerance_are_the_same_in_any_order(int seed)
    {
        var random = new Random(seed);
        var settings = CompareSettings.Default with { Tolerance = new Tolerance { Columns = [new ColumnTolerance("x", new ToleranceAmount(0.05m))] } };
        var rows = Enumerable.Range(0, random.Next(1, 200)).Select(_ => (Group: random.Next(3), Value: random.Next(0, 300))).ToList();
        var moved = rows.Select(row => (row.Group, Value: row.Value + random.Next(-5, 6))).OrderBy(_ => random.Next()).ToList();

        var diff = Comparison.Csv(Csv(rows), Csv(moved), settings);
        moved[0] = (moved[0].Group, 10_000);
        var outlier = Comparison.Csv(Csv(rows), Csv(moved), settings).Table();

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.Equal((1, 0, 0), (outlier.ChangedRows, outlier.AddedRows, outlier.RemovedRows));

        static string Csv(List<(int Group, int Value)> rows) => "g,x\n" + string.Concat(rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"g{row.Group},{row.Value / 100m}\n")));
    }

    [Fact]
    public void Rows_larger_than_what_is_read_at_once_are_read_whole()
    {
        var random = new Random(7);
        var before = RandomTable.Of(random, 60_000, 4);
        before.Rows[30_000][4] = string.Concat(Enumerable.Repeat("long \"cell\"\n", 250_000));
        var after = before.Copy();
        after.Rows[59_000][5] = "changed";

        var diff = Comparison.Csv(before.ToCsv(), after.ToCsv(';', "\r\n", quoteAll: true), Comparison.Keys("id"));

        Assert.Equal((59_999, 1, 1), (diff.Table().SameRows, diff.Table().ChangedRows, diff.Table().ChangedCells));
        Assert.Equal(["59001"], diff.Table().ChangedSamples[0].Key);
    }

    [Fact]
    public void One_changed_row_in_a_million_is_found()
    {
        static string Csv(int changed) => string.Concat(Enumerable.Range(0, 1_000_000).Select(i => i == changed ? "777777,changed\n" : $"{i},same\n").Prepend("id,v\n"));

        var table = Comparison.Csv(Csv(-1), Csv(777_777)).Table();

        Assert.Equal((999_999, 1, 0, 0), (table.SameRows, table.ChangedRows, table.AddedRows, table.RemovedRows));
        Assert.Equal((777_779, "same", "changed"), (table.ChangedSamples[0].NewLine, table.ChangedSamples[0].OldCells[1], table.ChangedSamples[0].NewCells[1]));
    }

    // A value that is not equal to the given one, of the column's type.
    private static string Other(string value, int column, Random random) => column switch
    {
        1 => string.Create(CultureInfo.InvariantCulture, $"{(value.Length == 0 ? 0 : decimal.Parse(value, CultureInfo.InvariantCulture)) + random.Next(1, 50)}"),
        2 => string.Create(CultureInfo.InvariantCulture, $"2025-01-{random.Next(1, 29):00}"),
        _ => "other " + value,
    };
}
