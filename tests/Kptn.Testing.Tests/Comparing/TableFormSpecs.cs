using Kptn.Testing.Comparing;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>Tables in the ways that files write them.</summary>
public sealed class TableFormSpecs
{
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
}
