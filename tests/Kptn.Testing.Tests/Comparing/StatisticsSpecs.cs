using System.Globalization;
using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Tests.Comparing;

public sealed class StatisticsSpecs
{
    [Fact]
    public void A_table_is_described_by_its_columns()
    {
        var description = Describe("orders.csv", "id,price,day,city\n1,10.5,2024-01-02,Oslo\n2,,2023-05-01,Rome\n10,-3,2024-01-01,Oslo\n");

        Assert.Equal((CompareMode.Table, 3L, 82L), (description.Kind, description.Rows!.Value, description.Size));
        Assert.Equal(
            [
                "id Integer 0 3 1..10 4.333",
                "price Decimal 1 2 -3..10.5 3.750",
                "day Date 0 3 2023-05-01..2024-01-02 ",
                "city Text 0 2 Oslo..Rome ",
            ],
            description.Columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Name} {column.Type} {column.Nulls} {column.Distinct} {column.Min}..{column.Max} {column.Mean:0.000}")));
        Assert.Equal(["2", null, "2023-05-01", "Rome"], description.Sample[1]);
    }

    [Fact]
    public void Many_distinct_values_are_estimated_and_rows_are_sampled_from_all_of_the_table()
    {
        var csv = new StringBuilder("id,group\n");
        for (var i = 0; i < 200_000; i++) csv.Append(CultureInfo.InvariantCulture, $"key-{i},{i % 7_000}\n");

        var description = Describe("big.csv", csv.ToString());

        Assert.False(description.Columns[0].IsDistinctExact);
        Assert.InRange(description.Columns[0].Distinct, 190_000, 210_000);
        Assert.Equal((true, 7_000), (description.Columns[1].IsDistinctExact, description.Columns[1].Distinct));
        Assert.Equal(10, description.Sample.Count);
        Assert.Equal("key-0", description.Sample[0][0]);
        Assert.True(int.Parse(description.Sample[^1][0]![4..], CultureInfo.InvariantCulture) > 150_000);
        Assert.Equal(description.Columns, Describe("big.csv", csv.ToString()).Columns);
    }

    [Fact]
    public void A_json_document_is_described_by_its_shape()
    {
        var description = Describe("data.json", """{"items":[{"id":1,"tag":null},{"id":2,"tag":"x"}],"ok":true}""");

        Assert.Equal(
            ["$ object 1", "$.items array 1", "$.items[*] object 2", "$.items[*].id number 2", "$.items[*].tag null|string 2", "$.ok boolean 1"],
            description.Shape.Select(shape => $"{shape.Path} {string.Join('|', shape.Types)} {shape.Count}"));
    }

    [Fact]
    public void Text_binary_files_and_folders_are_described()
    {
        using var folder = new TestFolder();
        folder.Write("f/a.txt", "1\n2\n").Write("f/b.bin", [0, 1]);

        Assert.Equal(2, OutputDescriber.Describe("f/a.txt", folder["f/a.txt"], CompareSettings.Default, TestContext.Current.CancellationToken).Rows);
        Assert.Equal("b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2", OutputDescriber.Describe("f/b.bin", folder["f/b.bin"], CompareSettings.Default, TestContext.Current.CancellationToken).Hash);
        var whole = OutputDescriber.Describe("f", folder["f"], CompareSettings.Default, TestContext.Current.CancellationToken);
        Assert.Equal((CompareMode.Folder, 2L, 6L), (whole.Kind, whole.Rows!.Value, whole.Size));
    }

    [Fact]
    public void A_changed_column_has_its_statistics_before_and_after()
    {
        var column = Comparison.Csv("id,x\n1,5\n2,6\n", "id,x\n1,5\n2,\n", Comparison.Keys("id")).Column("x");

        Assert.Equal((0, 1, 5.5, 5.0), (column.OldStatistics!.Nulls, column.NewStatistics!.Nulls, column.OldStatistics.Mean, column.NewStatistics.Mean));
        Assert.Equal(1, column.Emptied);
    }

    private static OutputDescription Describe(string path, string content)
    {
        using var folder = new TestFolder();
        folder.Write(path, content);
        return OutputDescriber.Describe(path, folder[path], CompareSettings.Default, TestContext.Current.CancellationToken);
    }
}
