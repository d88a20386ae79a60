using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Tests.Comparing;

public sealed class ParquetSpecs
{
    [Fact]
    public void Changed_cells_and_rows_are_found_by_key()
    {
        var diff = Of("SELECT i AS id, i * 1.5 AS price, 'x' || i AS name FROM range(1000) t(i)",
            "SELECT i AS id, CASE WHEN i = 7 THEN 99.0 ELSE i * 1.5 END AS price, 'x' || i AS name FROM range(1, 1001) t(i) ORDER BY hash(i)", Comparison.Keys("id"));

        var table = diff.Table();
        Assert.Equal((999L + 1, 1L, 1L, 1L, 998L), (table.OldRows, table.ChangedRows, table.AddedRows, table.RemovedRows, table.SameRows));
        Assert.Equal("10.5 → 99.0", $"{diff.Column("price").Samples[0].Old} → {diff.Column("price").Samples[0].New}");
        Assert.Equal("7", Assert.Single(table.ChangedSamples).Key[0]);
    }

    [Fact]
    public void Without_keys_rows_are_a_multiset()
    {
        Assert.Equal(DiffKind.Same, Of("SELECT i % 3 AS a FROM range(10) t(i)", "SELECT i % 3 AS a FROM range(10) t(i) ORDER BY i DESC").Kind);

        var table = Of("SELECT * FROM (VALUES (1, 'a'), (1, 'a'), (2, 'b')) t(x, y)", "SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (2, 'b'), (3, 'c')) t(x, y)").Table();
        Assert.Equal((3L, 4L, 2L), (table.OldRows, table.NewRows, table.SameRows));
    }

    [Fact]
    public void Repeated_and_null_keys_are_told_and_their_rows_matched()
    {
        var diff = Of("SELECT * FROM (VALUES (1, 'a'), (1, 'b'), (2, 'c'), (NULL, 'd')) t(k, v)", "SELECT * FROM (VALUES (1, 'a'), (1, 'x'), (2, 'c'), (NULL, 'd')) t(k, v)", Comparison.Keys("k"));

        Assert.Equal((1L, 0L, 0L, 4L), (diff.Table().ChangedRows, diff.Table().AddedRows, diff.Table().RemovedRows, diff.Table().OldRows));
        Assert.Contains("repeated-keys", diff.Codes());
        Assert.Contains("empty-keys", diff.Codes());
    }

    [Fact]
    public void One_key_for_all_rows_ends_in_time()
    {
        var diff = Of("SELECT 1 AS k, i AS v FROM range(20000) t(i)", "SELECT 1 AS k, CASE WHEN i = 5 THEN -1 ELSE i END AS v FROM range(20000) t(i)", Comparison.Keys("k"));

        Assert.Equal((1L, 20000L), (diff.Table().ChangedRows, diff.Table().OldRows));
    }

    [Fact]
    public void Keys_that_make_up_for_each_other_are_seen()
    {
        var diff = Of("SELECT * FROM (VALUES (5, 'x'), (5, 'x'), (6, 'y')) t(k, v)", "SELECT * FROM (VALUES (5, 'x'), (6, 'y'), (6, 'y')) t(k, v)", Comparison.Keys("k"));

        Assert.Equal((1L, 1L), (diff.Table().AddedRows, diff.Table().RemovedRows));
        Assert.Contains("repeated-keys", diff.Codes());
    }

    [Theory]
    [InlineData("'NaN'::DOUBLE", "'NaN'::DOUBLE", true)]
    [InlineData("'NaN'::DOUBLE", "NULL::DOUBLE", false)]
    [InlineData("-0.0::DOUBLE", "0.0::DOUBLE", true)]
    [InlineData("1e10::DOUBLE", "1e10::DOUBLE + 0.1", true)]
    [InlineData("1::DECIMAL(9,2)", "1.01::DECIMAL(9,2)", false)]
    [InlineData("''", "NULL::VARCHAR", false)]
    [InlineData("'1.0'", "'1.00'", false)]
    [InlineData("TIMESTAMPTZ '2024-01-01 12:00:00+01'", "TIMESTAMPTZ '2024-01-01 11:00:00+00'", true)]
    [InlineData("TIMESTAMPTZ '2024-01-01 12:00:00+01'", "TIMESTAMPTZ '2024-01-01 12:00:00+00'", false)]
    [InlineData("[1, NULL, 3]", "[1, NULL, 3]", true)]
    [InlineData("{'a': [1], 'b': 'x'}", "{'a': [2], 'b': 'x'}", false)]
    [InlineData("99999999999999999999999999999999999999::DECIMAL(38,0)", "99999999999999999999999999999999999998::DECIMAL(38,0)", false)]
    [InlineData("'\\x00\\xFF'::BLOB", "'\\x00\\xFE'::BLOB", false)]
    public void Values_are_compared_as_people_expect(string before, string after, bool isSame)
    {
        foreach (var settings in new[] { Comparison.Keys("id"), CompareSettings.Default })
            Assert.Equal(isSame, Of($"SELECT 1 AS id, {before} AS v UNION ALL SELECT 2, NULL", $"SELECT 1 AS id, {after} AS v UNION ALL SELECT 2, NULL", settings).Kind == DiffKind.Same);
    }

    [Fact]
    public void Columns_that_came_went_or_have_another_type_are_told()
    {
        var diff = Of("SELECT 1 AS id, 2 AS a, 3 AS gone", "SELECT 1 AS id, 2::BIGINT AS a, 'x' AS came", Comparison.Keys("id"));

        Assert.Equal(ColumnChange.Retyped, diff.Column("a").Change);
        Assert.Equal(("INTEGER", "BIGINT"), (diff.Column("a").OldDeclaredType, diff.Column("a").NewDeclaredType));
        Assert.Equal((ColumnChange.Added, ColumnChange.Removed), (diff.Column("came").Change, diff.Column("gone").Change));
        Assert.Equal(0, diff.Table().ChangedRows);
    }

    [Fact]
    public void Odd_names_are_only_names()
    {
        const string Names = "1 AS \"a \"\"b\"\".c\", 2 AS \"__kptn\", 3 AS \"r\", 4 AS \"c0\", 5 AS \"p\", 6 AS \"file_row_number\"";
        var diff = Of($"SELECT {Names}, 7 AS \"it's\"", $"SELECT {Names}, 8 AS \"it's\"", Comparison.Keys("a \"b\".c", "r"));

        Assert.Equal(1, diff.Column("it's").ChangedCells);
        Assert.Equal(1, diff.Table().ChangedRows);
    }

    [Fact]
    public void Nothing_is_a_table_too()
    {
        var diff = Of("SELECT 1 AS a LIMIT 0", "SELECT 1 AS a", Comparison.Keys("a"));
        Assert.Equal((0L, 1L), (diff.Table().OldRows, diff.Table().AddedRows));
        diff = Of("SELECT 1 AS a", "SELECT 'x' AS b");
        Assert.Equal(DiffKind.Changed, diff.Kind);
        diff = Of("SELECT 1 AS a LIMIT 0", "SELECT 1 AS a, 2 AS b LIMIT 0");
        Assert.Equal(ColumnChange.Added, diff.Column("b").Change);
    }

    [Fact]
    public void Many_changed_rows_are_compared()
    {
        var diff = Of("SELECT i AS id, i AS v, repeat('x', 50) AS t FROM range(60000) t(i)", "SELECT i AS id, i + 1 AS v, repeat('x', 50) AS t FROM range(60000) t(i)", Comparison.Keys("id"));

        Assert.Equal((60000L, 60000L), (diff.Table().ChangedRows, diff.Table().ChangedCells));
        Assert.Equal((1.0, 1.0), (diff.Column("v").Numbers!.Min, diff.Column("v").Numbers!.Max));
    }

    [Fact]
    public void Two_thousand_columns_are_compared()
    {
        var columns = string.Join(", ", Enumerable.Range(0, 2000).Select(i => $"i + {i} AS c{i}"));
        var diff = Of($"SELECT i AS id, {columns} FROM range(50) t(i)", $"SELECT i AS id, {columns.Replace("i + 1234 ", "CASE WHEN i = 7 THEN 0 ELSE i + 1234 END ", StringComparison.Ordinal)} FROM range(50) t(i)", Comparison.Keys("id"));

        Assert.Equal(1, diff.Column("c1234").ChangedCells);
        Assert.Equal(1, diff.Table().ChangedCells);
    }

    [Fact]
    public void Settings_count_as_for_csv()
    {
        const string Before = "SELECT i AS id, i::DOUBLE AS x, 'run 2024-01-01 10:00:00' AS note, random() AS noise, 'eu' AS region FROM range(10) t(i)";
        const string After = "SELECT i AS id, i + 0.001::DOUBLE AS x, 'run 2025-02-02 11:00:00' AS note, random() AS noise, CASE WHEN i = 3 THEN 'us' ELSE 'eu' END AS region FROM range(10) t(i)";
        var settings = Comparison.Keys("id") with
        {
            Tolerance = new Tolerance { All = new ToleranceAmount(0.01m) },
            Ignore = ["noi*"],
            Scrub = [new Scrubber(ScrubKind.DateTime)],
            Where = [new RowCondition("id", ["3"], IsExcluded: true)],
        };

        Assert.Equal(DiffKind.Same, Of(Before, After, settings).Kind);
        Assert.Equal(1, Of(Before, After, settings with { Where = [] }).Table().ChangedRows);
    }

    [Fact]
    public void Csv_and_parquet_are_compared_by_what_values_look_like()
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", "id,x\n1,1.5\n2,\n");
        var parquet = folder.Parquet("b.parquet", "SELECT * FROM (VALUES (1, 1.5), (2, 3)) t(id, x)");
        var diff = OutputComparer.Compare("b.parquet", folder["a.csv"], parquet, Comparison.Keys("id"), TestContext.Current.CancellationToken);

        Assert.Equal((1L, 2L), (diff.Table().ChangedCells, diff.Table().OldRows));
        Assert.Contains("types-as-text", diff.Codes());
    }

    [Fact]
    public void Databases_are_compared_table_by_table()
    {
        using var folder = new TestFolder();
        DuckFiles.Run(folder["a.duckdb"], "CREATE TABLE t AS SELECT i AS id, i AS v FROM range(10) t(i)", "CREATE TABLE same AS SELECT 1 AS x", "CREATE TABLE gone (a INT)");
        DuckFiles.Run(folder["b.duckdb"], "CREATE SCHEMA s", "CREATE TABLE t AS SELECT i AS id, CASE WHEN i = 3 THEN 0 ELSE i END AS v FROM range(10) t(i)", "CREATE TABLE same AS SELECT 1 AS x", "CREATE TABLE s.\"new.one\" (a INT)");
        var before = File.ReadAllBytes(folder["a.duckdb"]);
        var diff = OutputComparer.Compare("b.duckdb", folder["a.duckdb"], folder["b.duckdb"], Comparison.Keys("id"), TestContext.Current.CancellationToken);

        var found = Assert.IsType<FolderDiff>(diff.Detail);
        Assert.Equal((1L, 1L, 1L, 1L), (found.Added, found.Removed, found.Changed, found.Same));
        Assert.Equal(before, File.ReadAllBytes(folder["a.duckdb"]));
    }

    [Fact]
    public void What_is_no_parquet_is_bytes()
    {
        using var folder = new TestFolder();
        folder.Write("a.parquet", "PAR1 nonsense").Write("b.parquet", "PAR1 other nonsense");
        var diff = OutputComparer.Compare("b.parquet", folder["a.parquet"], folder["b.parquet"], CompareSettings.Default, TestContext.Current.CancellationToken);

        Assert.IsType<BinaryDiff>(diff.Detail);
        Assert.Contains("no-table", diff.Codes());
    }

    [Fact]
    public void A_description_has_rows_columns_and_a_sample()
    {
        using var folder = new TestFolder();
        var file = folder.Parquet("a.parquet", "SELECT i AS id, CASE WHEN i % 2 = 0 THEN NULL ELSE i / 2 END AS half, [i] AS list FROM range(100) t(i)");
        var description = OutputDescriber.Describe("a.parquet", file, CompareSettings.Default, TestContext.Current.CancellationToken);

        Assert.Equal((CompareMode.Table, 100L, 10), (description.Kind, description.Rows!.Value, description.Sample.Count));
        Assert.Equal((50L, "0.5", 25.0), (description.Columns[1].Nulls, description.Columns[1].Min, description.Columns[1].Mean!.Value));
    }

    private static OutputDiff Of(string before, string after, CompareSettings? settings = null)
    {
        using var folder = new TestFolder();
        var (old, next) = (folder.Parquet("old.parquet", before), folder.Parquet("new.parquet", after));
        return OutputComparer.Compare("t.parquet", old, next, settings ?? CompareSettings.Default, TestContext.Current.CancellationToken);
    }
}
