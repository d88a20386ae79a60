using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;

namespace Kptn.Engine.Tests.DuckDb;

public sealed class TableCopiesSpecs
{
    [Theory]
    [InlineData("true")]
    [InlineData("(-7)::tinyint")]
    [InlineData("65535::usmallint")]
    [InlineData("18446744073709551615::ubigint")]
    [InlineData("170141183460469231731687303715884105727::hugeint")]
    [InlineData("340282366920938463463374607431768211455::uhugeint")]
    [InlineData("'123456789012345678901234567890123456789012345678901234567890'::bignum")]
    [InlineData("1.1::float")]
    [InlineData("'nan'::double")]
    [InlineData("'-inf'::double")]
    [InlineData("12.34::decimal(4, 2)")]
    [InlineData("12345678901234567890.123::decimal(30, 3)")]
    [InlineData("''")]
    [InlineData("'it''s, \"so\"\n'")]
    [InlineData("'{\"a\": [1, null]}'::json")]
    [InlineData("'\\x00\\xFF'::blob")]
    [InlineData("'0101'::bit")]
    [InlineData("date '0044-03-15 (BC)'")]
    [InlineData("date 'infinity'")]
    [InlineData("time '23:59:59.999999'")]
    [InlineData("timetz '12:00:00+05:30'")]
    [InlineData("timestamp '2024-02-29 12:00:00.123456'")]
    [InlineData("'2024-02-29 12:00:00'::timestamp_s")]
    [InlineData("'2024-02-29 12:00:00.123'::timestamp_ms")]
    [InlineData("'2024-02-29 12:00:00.123456789'::timestamp_ns")]
    [InlineData("timestamptz '2024-02-29 12:00:00+01'")]
    [InlineData("timestamp 'infinity'")]
    [InlineData("interval '14 months 3 days 1.5 seconds'")]
    [InlineData("'eu'::enum('eu', 'it''s')")]
    [InlineData("'8e2bd1a7-7d56-4a4c-8f66-2d6d6d4a1b11'::uuid")]
    [InlineData("[1, null, 3]")]
    [InlineData("[1, 2]::integer[2]")]
    [InlineData("['a, b', 'null', null, '']")]
    [InlineData("[170141183460469231731687303715884105727::hugeint, null]")]
    [InlineData("{'a': 1, 'odd \"name\"': [{'x': 'a, b'}]}")]
    [InlineData("{'when': interval 1 day, 'b''c': 'x, }'}")]
    [InlineData("map {'k, 1': [1], 'k2': null}")]
    [InlineData("map {'k': 'eu'::enum('eu', 'us')}")]
    public void Values_and_types_come_back_as_they_were(string value)
    {
        using var folder = new TestFolder();
        var (first, second, file) = (folder["a.duckdb"], folder["b.duckdb"], folder["t.parquet"]);
        var query = $"select 1 as id, {value} as \"odd \"\"name\"\".v\" union all select 2, null";
        var before = Ask(first, $"create table t as {query}");

        Assert.Equal("", TableCopies.Export(first, [(new TableUrl("main", "t"), file)]));
        Assert.Equal("", TableCopies.Import(second, [(new TableUrl("main", "t"), file)]));

        Assert.Equal(before, Ask(second, "select 1"));
    }

    [Fact]
    public void The_order_of_rows_makes_no_other_file()
    {
        using var folder = new TestFolder();
        Ask(folder["a.duckdb"], "create table t as select i, 'n' || (i % 7) as n from range(30000) r(i)");
        Ask(folder["b.duckdb"], "create table t as select i, 'n' || (i % 7) as n from range(30000) r(i) order by hash(i)");
        foreach (var name in new[] { "a", "b" }) Assert.Equal("", TableCopies.Export(folder[name + ".duckdb"], [(new TableUrl("main", "t"), folder[name + ".parquet"])]));

        Assert.Equal(File.ReadAllBytes(folder["a.parquet"]), File.ReadAllBytes(folder["b.parquet"]));
    }

    [Theory]
    [InlineData("duckdb://t", "duckdb/main.t.parquet")]
    [InlineData("duckdb://S.T", "duckdb/s.t.parquet")]
    [InlineData("duckdb://s.a/../b", "duckdb/s.a%2F..%2Fb.parquet")]
    [InlineData("t.parquet", "t.parquet")]
    public void Each_table_has_a_file_of_its_own(string output, string file)
    {
        Assert.Equal(file, TableFile.Of(output));
        if (TableUrl.Is(output)) Assert.Equal(TableUrl.Read(output).Key, TableFile.Read(file)!.Value.Key);
        else Assert.Null(TableFile.Read(file));
    }

    private static string Ask(string path, string statement)
    {
        using var database = DuckDatabase.Open(new DuckOptions(path)).Database!;
        using var connection = database.Connect();
        Assert.Null(connection.Run(statement)?.Message);
        var (types, _) = connection.Query("describe t");
        var (rows, error) = connection.Query("select t::varchar from t order by 1");
        Assert.Null(error?.Message);
        return string.Join('\n', types.Concat(rows).Select(row => string.Join('|', row)));
    }
}
