using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;

namespace Kptn.Engine.Tests.DuckDb;

public sealed class TableHasherSpecs : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.Open(new DuckOptions((string?)null)).Database!;
    private readonly DuckConnection _connection;

    public TableHasherSpecs() => _connection = _database.Connect();

    [Theory]
    [InlineData("select * from b order by s desc, i", true)]
    [InlineData("select * from b order by random()", true)]
    [InlineData("select * from b union all select * from b where i = 3", false)]
    [InlineData("select * from b where i <> 3", false)]
    [InlineData("select i + (i = 7)::int as i, s, x from b", false)]
    [InlineData("select i, s as t, x from b", false)]
    [InlineData("select i::int as i, s, x from b", false)]
    [InlineData("select s, i, x from b", false)]
    [InlineData("select i, s, case when i = 5 then null else x end as x from b", false)]
    [InlineData("select i, lead(s, 1, s) over (order by i) as s, x from b", false)]
    public void The_hash_says_whether_the_rows_are_the_same(string query, bool isSame)
    {
        Run("create table b as select i, 's' || (i % 5) as s, [i, null] as x from range(20000) r(i)");
        Run($"create table other as {query}");

        Assert.Equal(isSame, HashOf("duckdb://b") == HashOf("duckdb://main.OTHER"));
    }

    [Fact]
    public void Rows_that_are_there_twice_do_not_hide_each_other()
    {
        Run("create table a as select 1 as i union all select 1 union all select 2");
        Run("create table b as select 2 as i union all select 2 union all select 1");
        Run("create table c as select 3 as i union all select 3 union all select 2");

        Assert.Equal(3, new[] { "a", "b", "c" }.Select(name => HashOf("duckdb://" + name)).Distinct().Count());
    }

    [Fact]
    public void Values_that_differ_in_anything_are_told_apart()
    {
        (string One, string Other)[] pairs =
        [
            ("0::hugeint", "-1::hugeint"), ("1::uhugeint", "18446744073709551616::uhugeint"), ("0::decimal(38,2)", "-0.01::decimal(38,2)"), ("0::decimal(4,2)", "-0.01::decimal(4,2)"),
            ("0.0e0", "-0.0e0"), ("0.0::float", "null::float"), ("'nan'::double", "null::double"), ("0.1e0", "0.1e0 + 1e-17 * 2"),
            ("null::int[]", "[]::int[]"), ("[null]::int[]", "[]::int[]"), ("['NULL']", "[null::varchar]"), ("['a, b']", "['a', 'b']"), ("[0.0e0]", "[-0.0e0]"),
            ("null::struct(a int)", "{'a': null::int}"), ("map{}::map(int, int)", "null::map(int, int)"), ("map{1: 2, 3: 4}", "map{1: 4, 3: 2}"), ("[1, null]::int[2]", "[null, 1]::int[2]"),
            ("interval '30 days'", "interval '1 month'"), ("interval '24 hours'", "interval '1 day'"), ("'00000000-0000-0000-0000-000000000000'::uuid", "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"),
            ("''", "null::varchar"), ("'a'", "'A'"), ("timetz '10:00:00+00'", "timetz '12:00:00+02'"), ("1::int", "1::bigint"), ("'1'::bit", "'01'::bit"), ("union_value(x := 1)", "union_value(x := 2)"),
        ];
        var alike = pairs.Where(pair => HashWith(pair.One) == HashWith(pair.Other)).ToList();

        Assert.Empty(alike);
        foreach (var value in new[] { "'nan'::double", "0.1::float", "[1.5, null]", "sum(1)", "{'a': [date '2024-01-01']}" }) Assert.Equal(HashWith(value), HashWith(value));
    }

    [Fact]
    public void Odd_names_views_and_empty_tables_are_hashed()
    {
        Run("""create schema "Odd "" one"; create table "Odd "" one"."T'x" ("a b" int, "T'x" int); create view v as select 1 as v; create table e (i int)""");

        Assert.False(HashOf("duckdb://Odd \" one.t'X").IsMissing);
        Assert.False(HashOf("duckdb://v").IsMissing);
        Assert.False(HashOf("duckdb://e").IsMissing);
        Assert.True(HashOf("duckdb://main.nothing").IsMissing);
        Assert.True(HashOf("duckdb://nowhere.e").IsMissing);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private void Run(string sql)
    {
        foreach (var statement in sql.Split("; ")) Assert.Null(_connection.Run(statement));
    }

    private TableHash HashWith(string value)
    {
        Run($"create or replace table one as select 7 as i, {value} as v");
        return HashOf("duckdb://one");
    }

    private TableHash HashOf(string url)
    {
        var (hash, error) = TableHasher.Of(_connection, TableUrl.Read(url));
        Assert.Null(error);
        return hash;
    }
}
