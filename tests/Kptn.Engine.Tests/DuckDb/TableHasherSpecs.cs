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

    private TableHash HashOf(string url)
    {
        var (hash, error) = TableHasher.Of(_connection, TableUrl.Read(url));
        Assert.Null(error);
        return hash;
    }
}
