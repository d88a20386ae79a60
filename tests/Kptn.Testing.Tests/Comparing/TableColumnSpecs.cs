using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>Columns of tables that come, go and change.</summary>
public sealed class TableColumnSpecs
{
    private const string Orders = "id,city,price,status\n1,Oslo,10.5,open\n2,Rome,20,paid\n3,Lima,30,paid\n4,Kyiv,40,open\n";

    [Fact]
    public void A_dropped_column_is_a_change_although_the_rest_is_the_same()
    {
        var diff = Comparison.Csv(Orders, "id,city,price\n1,Oslo,10.5\n2,Rome,20\n3,Lima,30\n4,Kyiv,40\n");

        Assert.Equal(DiffKind.Changed, diff.Kind);
        Assert.Equal("column status removed; 4 rows, the same otherwise", diff.Headline);
        Assert.Equal(ColumnChange.Removed, diff.Column("status").Change);
        Assert.Equal(4, diff.Table().SameRows);
    }

    [Fact]
    public void A_renamed_column_is_told_by_its_values_although_some_changed()
    {
        var rows = Enumerable.Range(1, 10).Select(i => $"{i},{i * 7}\n").ToList();

        var diff = Comparison.Csv("id,price\n" + string.Concat(rows), "id,net_price\n" + string.Concat(rows).Replace("5,35", "5,36", StringComparison.Ordinal));

        Assert.Equal("column price is now net_price; 1 of 10 rows changed; column net_price: 1 cell, +1", diff.Headline);
    }

    [Fact]
    public void A_column_that_only_has_another_name_keeps_its_cells()
    {
        var diff = Comparison.Csv(Orders, Orders.Replace("price", "net_price", StringComparison.Ordinal));

        Assert.Equal("column price is now net_price; 4 rows, the same otherwise", diff.Headline);
        Assert.Equal((ColumnChange.Renamed, "price"), (diff.Column("net_price").Change, diff.Column("net_price").OldName));
    }

    [Fact]
    public void A_number_that_became_a_word_retypes_its_column()
    {
        var diff = Comparison.Csv("id,n\n1,1\n2,2\n3,3\n", "id,n\n1,one\n2,2\n3,3\n", Comparison.Keys("id"));

        Assert.Equal(ColumnChange.Retyped, diff.Column("n").Change);
        Assert.Equal((ColumnType.Integer, ColumnType.Text), (diff.Column("n").OldType, diff.Column("n").NewType));
        Assert.Equal("column n: integer → text; 1 of 3 rows changed; column n: 1 cell, '1' → 'one'", diff.Headline);
    }

    [Fact]
    public void Columns_in_another_order_are_a_change_of_the_schema_only()
    {
        var diff = Comparison.Csv("a,b,c\n1,2,3\n", "b,c,a\n2,3,1\n");

        Assert.Equal("column a moved; 1 row, the same otherwise", diff.Headline);
        Assert.Equal(1, diff.Table().SameRows);
    }

    [Fact]
    public void Ignored_columns_do_not_count()
    {
        var settings = CompareSettings.Default with { Ignore = ["load*"] };

        Assert.Equal(DiffKind.Same, Comparison.Csv("id,loaded_at\n1,x\n", "id,loaded_at\n1,y\n", settings).Kind);
        Assert.Equal(DiffKind.Same, Comparison.Csv("id,loaded_at\n1,x\n", "id\n1\n", settings).Kind);
    }

    [Fact]
    public void Columns_of_one_name_are_told_apart()
    {
        var diff = Comparison.Csv("a,a\n1,2\n", "a,a\n1,3\n");

        Assert.Equal(1, diff.Column("a (2)").ChangedCells);
        Assert.Contains("repeated-columns", diff.Codes());
    }

    [Fact]
    public void The_most_frequent_change_of_a_column_is_told()
    {
        var before = "id,s\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"{i},N/A\n"));
        var after = "id,s\n" + string.Concat(Enumerable.Range(1, 60).Select(i => i <= 41 ? $"{i},\n" : i == 50 ? "50,other\n" : $"{i},N/A\n"));

        var diff = Comparison.Csv(before, after, Comparison.Keys("id"));

        Assert.Equal("42 of 60 rows changed; column s: 42 cells, 'N/A' → empty × 41", diff.Headline);
        Assert.Equal(new Transition("N/A", null, 41), diff.Column("s").Transitions[0]);
    }
}
