using System.Text;
using System.Text.Json;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Tests.DuckDb;

public sealed class DuckSpecs : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.Open(new DuckOptions((string?)null)).Database!;
    private readonly DuckConnection _connection;

    public DuckSpecs() => _connection = _database.Connect();

    [Theory]
    [InlineData("true", "true")]
    [InlineData("1::tinyint", "1")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("18446744073709551615::ubigint", "18446744073709551615")]
    [InlineData("170141183460469231731687303715884105727::hugeint", "170141183460469231731687303715884105727")]
    [InlineData("(-170141183460469231731687303715884105727)::hugeint - 1", "-170141183460469231731687303715884105728")]
    [InlineData("340282366920938463463374607431768211455::uhugeint", "340282366920938463463374607431768211455")]
    [InlineData("1.50::decimal(4,2)", "1.50")]
    [InlineData("-0.05::decimal(9,2)", "-0.05")]
    [InlineData("12345678901234567890123456789012345.678::decimal(38,3)", "12345678901234567890123456789012345.678")]
    [InlineData("0.1::float", "0.1")]
    [InlineData("1e300::double", "1e+300")]
    [InlineData("2::double", "2.0")]
    [InlineData("'it''s \"ä\" 日本'", "\"it's \\\"ä\\\" 日本\"")]
    [InlineData("'a text that is longer than twelve bytes'", "\"a text that is longer than twelve bytes\"")]
    [InlineData("''", "\"\"")]
    [InlineData("'\\x00\\xFF'::blob", "\"AP8=\"")]
    [InlineData("null", "null")]
    [InlineData("null::int", "null")]
    [InlineData("date '2024-02-29'", "\"2024-02-29\"")]
    [InlineData("date '0044-03-15 (BC)'", "\"0044-03-15 (BC)\"")]
    [InlineData("date 'infinity'", "\"infinity\"")]
    [InlineData("time '01:02:03.4'", "\"01:02:03.4\"")]
    [InlineData("timestamp '1969-12-31 23:59:59.999999'", "\"1969-12-31 23:59:59.999999\"")]
    [InlineData("timestamp '2024-01-02 03:04:05'", "\"2024-01-02 03:04:05\"")]
    [InlineData("'2024-01-02 03:04:05.123456789'::timestamp_ns", "\"2024-01-02 03:04:05.123456789\"")]
    [InlineData("'2024-01-02 03:04:05.123'::timestamp_ms", "\"2024-01-02 03:04:05.123\"")]
    [InlineData("'2024-01-02 03:04:05+02'::timestamptz", "\"2024-01-02 01:04:05+00\"")]
    [InlineData("'03:04:05+05:30'::timetz", "\"03:04:05+05:30\"")]
    [InlineData("interval '14 months 3 days 4 hours'", "\"1 year 2 months 3 days 04:00:00\"")]
    [InlineData("interval '0 days'", "\"00:00:00\"")]
    [InlineData("'550e8400-e29b-41d4-a716-446655440000'::uuid", "\"550e8400-e29b-41d4-a716-446655440000\"")]
    [InlineData("[1, null, 3]", "[1,null,3]")]
    [InlineData("[]::int[]", "[]")]
    [InlineData("[[1],[2,3],null]", "[[1],[2,3],null]")]
    [InlineData("[1,2,3]::int[3]", "[1,2,3]")]
    [InlineData("{'b': 1, 'a': {'x': [true]}}", "{\"b\":1,\"a\":{\"x\":[true]}}")]
    [InlineData("map {'k': 1, 'l': null}", "{\"k\":1,\"l\":null}")]
    [InlineData("map {1: 'a'}", "{\"1\":\"a\"}")]
    [InlineData("'b'::enum('a','b')", "\"b\"")]
    [InlineData("'01011'::bit", "\"01011\"")]
    [InlineData("'0101101011'::bit", "\"0101101011\"")]
    [InlineData("union_value(n := 2)", "2")]
    [InlineData("'{\"a\": [1]}'::json", "{\"a\": [1]}")]
    public void A_value_of_every_type_is_read(string expression, string json)
    {
        var (rows, error) = _connection.Query($"select {expression}");

        Assert.Null(error);
        Assert.Equal(json, Json(rows[0][0]));
    }

    [Theory]
    [InlineData("date")]
    [InlineData("timestamp")]
    [InlineData("uuid")]
    [InlineData("interval")]
    [InlineData("bit")]
    [InlineData("decimal(38,9)")]
    [InlineData("time")]
    [InlineData("hugeint")]
    public void Text_of_values_is_what_DuckDB_writes(string type)
    {
        var source = type switch
        {
            "date" => "(date '0001-01-01' + (i * 9973)::int)",
            "timestamp" => "(timestamp '0900-01-01' + to_microseconds(i * 987654321987))",
            "uuid" => "md5(i::varchar)::uuid",
            "interval" => "to_months((i % 50 - 25)::int) + to_days((i % 9 - 4)::int) + to_microseconds(i * 1234567)",
            "bit" => "bin(i * 31)::bit",
            "time" => "time '00:00:00' + to_microseconds(i * 77777777)",
            _ => $"((i - 300) * 123456789.123456789)::{type}",
        };
        var (rows, error) = _connection.Query($"select v, v::varchar from (select {source} as v from range(600) r(i))");

        Assert.Null(error);
        Assert.Equal(600, rows.Count);
        Assert.All(rows, row => Assert.Equal(row[1], Convert.ToString(row[0], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("5", "select 3 + $x", "8")]
    [InlineData("2.5", "select $x * 2", "5.0")]
    [InlineData("18446744073709551615", "select $x", "18446744073709551615")]
    [InlineData("-170141183460469231731687303715884105727", "select $x", "-170141183460469231731687303715884105727")]
    [InlineData("12345678901234567890.10", "select $x + 0", "12345678901234567890.1")]
    [InlineData("-0.000000000000000000012345678901234567", "select $x < 0", "true")]
    [InlineData("1e-7", "select typeof($x)", "\"DOUBLE\"")]
    [InlineData("1.0", "select typeof($x)", "\"DOUBLE\"")]
    [InlineData("123456789012345678901234567890123456789012345", "select typeof($x)", "\"DOUBLE\"")]
    [InlineData("[1,18446744073709551615]", "select list_max($x)", "18446744073709551615")]
    [InlineData("null", "select $x is null", "true")]
    [InlineData("true", "select not $x", "false")]
    [InlineData("\"a\\u0000b\"", "select length($x)", "3")]
    [InlineData("\"2024-01-02\"", "select date '2024-01-03' > $x", "true")]
    [InlineData("[1,2]", "select 2 in $x", "true")]
    [InlineData("[1,2.5]", "select list_sum($x)", "3.5")]
    [InlineData("[\"a\",null]", "select $x", "[\"a\",null]")]
    [InlineData("[]", "select len($x)", "0")]
    [InlineData("\"\"", "select $x", "\"\"")]
    [InlineData("{\"a\":1}", "select ($x::json)->>'a'", "\"1\"")]
    [InlineData("\"x'; drop table t; --\"", "select $x", "\"x'; drop table t; --\"")]
    public void Values_are_bound(string json, string sql, string expected)
    {
        using var value = JsonDocument.Parse(json);
        using var statements = _connection.Parse(sql).Statements!;
        using var prepared = statements.Prepare(0).Prepared!;
        Assert.Equal(["x"], prepared.Parameters);
        Assert.True(prepared.Bind(0, value.RootElement));
        using var result = prepared.Execute().Result!;

        Assert.Equal(expected, Json(Assert.Single(result.Rows())[0]));
    }

    [Fact]
    public void Many_rows_are_read_in_order()
    {
        var (rows, error) = _connection.Query("select i, case when i % 7 = 0 then null else i::varchar end from range(10000) r(i)");

        Assert.Null(error);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (object)(long)i), rows.Select(row => row[0]!));
        Assert.All(rows, row => Assert.Equal((long)row[0]! % 7 == 0 ? null : row[0]!.ToString(), row[1]));
    }

    [Theory]
    [InlineData("select\n  1 +\n  nothing", 3, "nothing")]
    [InlineData("select cast('a' as int)", 1, "Could not convert string 'a'")]
    [InlineData("create view v as select $x", 1, "can't be prepared")]
    public void Errors_are_values_with_a_line(string sql, int line, string message)
    {
        var error = _connection.Query(sql).Error!;

        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Summary);
        Assert.Null(_connection.Run("select 1"));
    }

    [Fact]
    public void An_error_halfway_through_the_rows_is_told()
    {
        using var statements = _connection.Parse("select case when i = 200000 then error('halfway') else i end from range(300000) r(i)").Statements!;
        using var prepared = statements.Prepare(0).Prepared!;
        var (result, error) = prepared.Execute();
        if (result is not null)
        {
            result.Count();
            error = result.Error;
            result.Dispose();
        }

        Assert.Contains("halfway", error!.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void DuckDB_takes_apart_scripts_as_kptn_does()
    {
        const string Awkward = """
            select 'a;b', $$ ;' $$, $t$ $$; $t$; -- ; '
            select E'\';', "x;" from (select 1 as "x;"); /* ; /* ' */ ; */
            select 1::int, [1,2,3][1:2], {'a':1}; select ';' ; ; select $q$;$q$
            """;
        using var whole = _connection.Parse(Awkward).Statements!;
        var own = SqlScript.Read(Awkward).Statements;

        Assert.Equal(whole.Count, own.Count);
        Assert.All(own, statement => Assert.Null(_connection.Run(statement.Text)));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static string Json(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = CanonicalJson.Writer(stream)) DuckJsonWriter.Write(writer, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
