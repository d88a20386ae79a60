using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

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

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("1", "1e0")]
    [InlineData("-0.0", "0.0")]
    [InlineData("100", "1E2")]
    [InlineData("0.5", ".5")]
    [InlineData("NaN", "nan")]
    [InlineData("9007199254740993", "9007199254740993.0")]
    [InlineData("0.30000000000000004", "0.3")]
    public void Numbers_are_equal_however_they_are_written(string before, string after)
    {
        var diff = Comparison.Csv($"id,x\n1,{before}\n2,2.5\n", $"id,x\n1,{after}\n2,2.5\n");

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.False(diff.IsIdentical);
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992", 1)]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891", 1)]
    [InlineData("1.01", "1.02", 1)]
    [InlineData("NaN", "0", 1)]
    [InlineData("007", "7", 1)]
    [InlineData("1", "", 1)]
    public void Numbers_that_differ_in_the_last_digit_are_not(string before, string after, int changed)
    {
        var diff = Comparison.Csv($"id,x\n1,{before}\n2,2\n", $"id,x\n1,{after}\n2,2\n", Comparison.Keys("id"));

        Assert.Equal(changed, diff.Table().ChangedCells);
    }

    [Fact]
    public void Text_that_looks_like_numbers_in_part_is_compared_as_text()
    {
        Assert.Equal(DiffKind.Changed, Comparison.Csv("v\n1.0\nalpha\n", "v\n1\nalpha\n").Kind);
    }

    [Fact]
    public void The_same_instant_in_another_zone_is_equal_and_noted()
    {
        var diff = Comparison.Csv("id,at\n1,2024-03-01T12:00:00Z\n", "id,at\n1,2024-03-01 13:00:00+01:00\n");

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.Contains("same-times", diff.Codes());
    }

    [Theory]
    [InlineData("2024-03-01T12:00:00Z", "2024-03-01T12:00:01Z")]
    [InlineData("2024-03-01T12:00:00Z", "2024-03-01T12:00:00")]
    [InlineData("2024-03-01T12:00:00.123456789Z", "2024-03-01T12:00:00.123456788Z")]
    public void Other_instants_are_a_change(string before, string after) =>
        Assert.Equal(DiffKind.Changed, Comparison.Csv($"id,at\n1,{before}\n", $"id,at\n1,{after}\n").Kind);

    [Theory]
    [InlineData(0.01, 0, DiffKind.Same)]
    [InlineData(0.009, 0, DiffKind.Changed)]
    [InlineData(0, 0.001, DiffKind.Same)]
    [InlineData(0, 0.00099, DiffKind.Changed)]
    public void A_tolerance_is_exact_at_its_border(double absolute, double relative, DiffKind expected)
    {
        var settings = CompareSettings.Default with { Tolerance = new Tolerance { All = new ToleranceAmount((decimal)absolute, relative) } };

        Assert.Equal(expected, Comparison.Csv("id,x\n1,9.99\n2,5\n", "id,x\n1,10.00\n2,5\n", settings).Kind);
    }

    [Fact]
    public void A_tolerance_of_one_column_is_not_that_of_others()
    {
        var settings = CompareSettings.Default with { Tolerance = new Tolerance { Columns = [new ColumnTolerance("price", new ToleranceAmount(1))] } };

        var diff = Comparison.Csv("id,price,tax\n1,10,1\n2,20,2\n", "id,price,tax\n1,11,1\n2,20,3\n", settings);

        Assert.Equal("1 of 2 rows changed; column tax: 1 cell, +1", diff.Headline);
    }

    [Fact]
    public void Rows_within_tolerance_find_each_other_in_any_order_also_where_one_is_by_chance_what_another_was()
    {
        var settings = CompareSettings.Default with { Tolerance = new Tolerance { All = new ToleranceAmount(0.015m) } };

        var diff = Comparison.Csv("x\n1.00\n1.01\n1.02\n1.03\n", "x\n1.04\n1.03\n1.02\n1.01\n", settings);

        Assert.Equal(DiffKind.Same, diff.Kind);
    }

    [Fact]
    public void Ignored_columns_do_not_count()
    {
        var settings = CompareSettings.Default with { Ignore = ["load*"] };

        Assert.Equal(DiffKind.Same, Comparison.Csv("id,loaded_at\n1,x\n", "id,loaded_at\n1,y\n", settings).Kind);
        Assert.Equal(DiffKind.Same, Comparison.Csv("id,loaded_at\n1,x\n", "id\n1\n", settings).Kind);
    }

    [Fact]
    public void Line_ends_quotes_byte_order_marks_and_delimiters_are_no_change()
    {
        var diff = Comparison.Csv("id,name\n1,Ann\n2,\"a,b\"\n3,\n", "\uFEFF\"id\";\"name\"\r\n\"1\";\"Ann\"\r\n\"2\";\"a,b\"\r\n\"3\";\"\"\r\n");

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.Equal(["line-ends", "byte-order-mark", "delimiter"], diff.Codes());
    }

    [Fact]
    public void Cells_may_hold_line_ends_and_quotes()
    {
        var diff = Comparison.Csv("id,note\n1,\"a\nb \"\"c\"\"\"\n2,x\n", "id,note\n1,\"a\r\nb \"\"c\"\"\"\n2,\"x\ny\"\n", Comparison.Keys("id"));

        var row = Assert.Single(diff.Table().ChangedSamples);
        Assert.Equal(("x", "x\ny", 4, 4), (row.OldCells[1], row.NewCells[1], row.OldLine, row.NewLine));
    }

    [Fact]
    public void Rows_with_too_few_or_too_many_cells_are_reported_by_line()
    {
        var diff = Comparison.Csv("a,b\n1,2\n3,4\n", "a,b\n1\n3,4,5,6\n");

        Assert.Equal([(2L, 1), (3L, 4)], diff.Table().RaggedRows.Select(row => (row.Line, row.Cells)));
        Assert.Contains("ragged-rows", diff.Codes());
        Assert.Equal(2, diff.Table().ChangedRows);
        Assert.Equal("5,6", diff.Table().ChangedSamples.Single(row => row.NewLine == 3).NewCells[2]);
    }

    [Fact]
    public void Columns_of_one_name_are_told_apart()
    {
        var diff = Comparison.Csv("a,a\n1,2\n", "a,a\n1,3\n");

        Assert.Equal(1, diff.Column("a (2)").ChangedCells);
        Assert.Contains("repeated-columns", diff.Codes());
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
    public void The_most_frequent_change_of_a_column_is_told()
    {
        var before = "id,s\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"{i},N/A\n"));
        var after = "id,s\n" + string.Concat(Enumerable.Range(1, 60).Select(i => i <= 41 ? $"{i},\n" : i == 50 ? "50,other\n" : $"{i},N/A\n"));

        var diff = Comparison.Csv(before, after, Comparison.Keys("id"));

        Assert.Equal("42 of 60 rows changed; column s: 42 cells, 'N/A' → empty × 41", diff.Headline);
        Assert.Equal(new Transition("N/A", null, 41), diff.Column("s").Transitions[0]);
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

    [Fact]
    public void Scrubbed_cells_are_equal()
    {
        var settings = CompareSettings.Default with { Scrub = [new Scrubber(ScrubKind.Guid), new Scrubber(ScrubKind.DateTime), new Scrubber(ScrubKind.Path), new Scrubber(ScrubKind.Regex, "run-[0-9]+", "run-N")] };

        var diff = Comparison.Csv(
            "id,uuid,at,log,run\n1,0f8fad5b-d9cb-469f-a165-70867728950e,2024-01-01 10:00:00,/tmp/a/1.log,run-12\n",
            "id,uuid,at,log,run\n1,7c9e6679-7425-40de-944b-e07fc1f90ae7,2025-02-02 11:30:00,/var/b/2.log,run-345\n",
            settings);

        Assert.Equal(DiffKind.Same, diff.Kind);
    }

    [Fact]
    public void Json_lines_are_a_table_in_which_null_is_not_empty_text()
    {
        var diff = Comparison.Of(
            "rows.jsonl",
            "{\"id\":1,\"s\":null,\"n\":1,\"tags\":{\"b\":1,\"a\":[1.0]}}\n{\"id\":2,\"s\":\"x\",\"n\":2.50}\n",
            "{\"n\":1.0,\"id\":1,\"s\":\"\",\"tags\":{\"a\":[1],\"b\":1}}\n{\"id\":2,\"s\":\"x\",\"n\":25e-1}\n",
            Comparison.Keys("id"));

        Assert.Equal(1, diff.Table().ChangedCells);
        Assert.Equal(1, diff.Column("s").Filled);
    }

    [Fact]
    public void A_string_that_became_a_number_retypes_its_column_in_json_lines()
    {
        var diff = Comparison.Of("rows.jsonl", "{\"id\":1,\"zip\":\"01234\"}\n", "{\"id\":1,\"zip\":1234}\n", Comparison.Keys("id"));

        Assert.Equal(ColumnChange.Retyped, diff.Column("zip").Change);
    }

    [Fact]
    public void Json_lines_that_are_none_are_compared_as_text()
    {
        var diff = Comparison.Of("rows.jsonl", "{\"id\":1}\n", "{\"id\":\n");

        Assert.Equal(CompareMode.Text, diff.ComparedAs);
        Assert.Contains("no-table", diff.Codes());
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
