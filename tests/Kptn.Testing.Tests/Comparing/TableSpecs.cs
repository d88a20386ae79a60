using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>Rows of tables: which are the same, changed, came and went.</summary>
public sealed class TableSpecs
{
    private const string Orders = "id,city,price,status\n1,Oslo,10.5,open\n2,Rome,20,paid\n3,Lima,30,paid\n4,Kyiv,40,open\n";

    [Fact]
    public void A_changed_cell_is_named_with_its_row_and_column()
    {
        var diff = Comparison.Csv(Orders, Orders.Replace("20,paid", "25,paid", StringComparison.Ordinal), Comparison.Keys("id"));

        Assert.Equal(DiffKind.Changed, diff.Kind);
        Assert.Equal("1 of 4 rows changed; column price: 1 cell, +5", diff.Headline);
        var table = diff.Table();
        Assert.Equal((RowMatching.Keys, 3, 1, 0, 0, 1), (table.Matching, table.SameRows, table.ChangedRows, table.AddedRows, table.RemovedRows, table.ChangedCells));
        var row = Assert.Single(table.ChangedSamples);
        Assert.Equal(["2"], row.Key);
        Assert.Equal((3, 3), (row.OldLine, row.NewLine));
        Assert.Equal(["2", "Rome", "20", "paid"], row.OldCells);
        Assert.Equal(["2", "Rome", "25", "paid"], row.NewCells);
        Assert.Equal([2], row.Changed);
        var cell = Assert.Single(diff.Column("price").Samples);
        Assert.Equal(("20", "25", 5.0), (cell.Old, cell.New, cell.Movement));
    }

    [Fact]
    public void Without_a_key_a_changed_cell_is_no_row_that_went_and_one_that_came()
    {
        var diff = Comparison.Csv(Orders, Orders.Replace("20,paid", "25,paid", StringComparison.Ordinal));

        Assert.Equal("1 of 4 rows changed; column price: 1 cell, +5", diff.Headline);
        Assert.Equal(RowMatching.InferredKeys, diff.Table().Matching);
        Assert.Equal(["id"], diff.Table().Keys);
        Assert.Contains("paired-by", diff.Codes());
    }

    [Fact]
    public void Rows_in_another_order_are_the_same()
    {
        var diff = Comparison.Csv(Orders, "id,city,price,status\n4,Kyiv,40,open\n2,Rome,20,paid\n3,Lima,30,paid\n1,Oslo,10.5,open\n");

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.Equal("4 rows, the same in another order", diff.Headline);
        Assert.True(diff.Table().IsReordered);
        Assert.Equal(2, diff.Table().MovedRows);
    }

    [Fact]
    public void Rows_in_another_order_are_a_change_where_the_order_counts()
    {
        var diff = Comparison.Csv(Orders, "id,city,price,status\n2,Rome,20,paid\n1,Oslo,10.5,open\n3,Lima,30,paid\n4,Kyiv,40,open\n", CompareSettings.Default with { Ordered = true });

        Assert.Equal(DiffKind.Changed, diff.Kind);
        Assert.Equal("1 row moved", diff.Headline);
    }

    [Fact]
    public void Rows_that_came_and_went_are_shown()
    {
        var diff = Comparison.Csv(Orders, "id,city,price,status\n1,Oslo,10.5,open\n2,Rome,20,paid\n3,Lima,30,paid\n9,Bonn,77,void\n5,Nice,78,gone\n", Comparison.Keys("id"));

        Assert.Equal("2 rows added, 1 removed", diff.Headline);
        Assert.Equal(["9", "Bonn", "77", "void"], diff.Table().AddedSamples[0].Cells);
        Assert.Equal(("4", 5L), (diff.Table().RemovedSamples[0].Key[0], diff.Table().RemovedSamples[0].Line));
    }

    [Fact]
    public void Repeated_and_empty_keys_are_reported_and_matched_in_their_order()
    {
        var diff = Comparison.Csv("k,v\nA,1\nA,2\n,3\nB,4\n", "k,v\nA,1\nA,5\n,3\nB,4\n", Comparison.Keys("k"));

        Assert.Equal((1, 0, 0), (diff.Table().ChangedRows, diff.Table().AddedRows, diff.Table().RemovedRows));
        var repeated = Assert.Single(diff.Table().RepeatedKeys);
        Assert.Equal(["A"], repeated.Key);
        Assert.Equal((2, 2), (repeated.OldCount, repeated.NewCount));
        Assert.Equal(["repeated-keys", "empty-keys"], diff.Codes());
    }

    [Fact]
    public void A_key_that_is_no_column_is_reported_and_rows_match_without_it()
    {
        var diff = Comparison.Csv(Orders, Orders.Replace("Rome", "Roma", StringComparison.Ordinal), Comparison.Keys("order_id"));

        Assert.Contains("missing-keys", diff.Codes());
        Assert.Equal(1, diff.Table().ChangedRows);
    }

    [Fact]
    public void Where_chooses_the_rows_that_are_compared()
    {
        var settings = CompareSettings.Default with { Where = [new RowCondition("status", ["paid"])] };

        Assert.Equal(DiffKind.Same, Comparison.Csv(Orders, Orders.Replace("10.5", "11", StringComparison.Ordinal), settings).Kind);
        Assert.Equal(DiffKind.Changed, Comparison.Csv(Orders, Orders.Replace("20", "21", StringComparison.Ordinal), settings).Kind);
    }

    [Fact]
    public void A_threshold_lets_a_few_changes_pass()
    {
        var after = Orders.Replace("20,paid", "21,paid", StringComparison.Ordinal);

        Assert.True(Comparison.Csv(Orders, after, CompareSettings.Default with { Thresholds = new Thresholds(RowsPart: 0.25) }).Passes);
        Assert.False(Comparison.Csv(Orders, after, CompareSettings.Default with { Thresholds = new Thresholds(RowsPart: 0.2) }).Passes);
        Assert.False(Comparison.Csv(Orders, "id\n1\n2\n3\n4\n", CompareSettings.Default with { Thresholds = new Thresholds(Rows: 10) }).Passes);
    }

    [Theory]
    [InlineData("", "a\n1\n", 0, 1)]
    [InlineData("a\n1\n", "", 1, 0)]
    [InlineData("a\n", "a\n1\n", 0, 1)]
    public void Tables_may_be_empty(string before, string after, int oldRows, int newRows)
    {
        var table = Comparison.Csv(before, after).Table();

        Assert.Equal((oldRows, newRows), (table.OldRows, table.NewRows));
    }
}
