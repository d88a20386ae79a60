namespace Kptn.EndToEnd.Sql;

public sealed class CheckpointItemSpecs
{
    [Theory]
    [InlineData("local")]
    [InlineData("duckdb")]
    public void Items_of_mapped_tasks_come_back_with_it(string db)
    {
        using var sandbox = SqlProject.Of("l: , m: l, e: m", """
            l: {file: l.sql, cache_result: true, iterable_item: X}
            m: {file: m.sql, map_over: X, cache_result: true, duckdb_checkpoint: true, outputs: ["${X}.csv"]}
            e: {file: e.py, cache_result: true}
            """)
            .Append("kptn.yaml", $"\nsettings: {{db: {db}}}\n")
            .Write("l.sql", "select i from range(5) t(i)")
            .Write("m.sql", "create table if not exists t (x int); insert into t values ($X); copy (select $X) to ($scratch_dir || '/' || $X || '.csv'); select $X * 2 as y")
            .Write("e.py", "def e(m):\n    return len(m)\n")
            .Settle();

        sandbox.Delete(".kptn/state").Delete("data.duckdb").Runs("e: no cached state");
        sandbox.Write("l.sql", "select i from range(1, 7) t(i)");
        var run = sandbox.Run();

        Assert.Equal(0, run.Exit.Code);
        Assert.Equal("0,1,2,3,4,5,6", sandbox.Ask("select string_agg(x, ',' order by x) from t"));
        sandbox.RunsNothing();
    }

    [Fact]
    public void Items_that_ran_since_run_again_with_the_database_that_replaces_theirs()
    {
        using var sandbox = SqlProject.Of("l: , m: l, c: m", """
            l: {file: l.sql, cache_result: true, iterable_item: X}
            m: {file: m.sql, map_over: X}
            c: {file: c.sql, duckdb_checkpoint: true}
            """)
            .Write("list.csv", "i\n1\n2\n").Write("l.sql", "select i from read_csv('list.csv')").Write("c.sql", "select 1")
            .Write("m.sql", "create table if not exists t (x int); insert into t values ($X); select case when $X < 0 then error('no') end")
            .Settle();
        sandbox.Write("list.csv", "i\n1\n2\n3\n-1\n").Run("l", "--only", "--force");
        Assert.Contains("m", sandbox.Run().Errors.Keys);
        sandbox.Kptn("state", "reset", "c");

        sandbox.Write("list.csv", "i\n1\n2\n3\n").Run("l", "--only", "--force");

        Assert.Equal("1,2", sandbox.Ask("select string_agg(x, ',' order by x) from t"));
        sandbox.Settle();
        Assert.Equal("1,2,3", sandbox.Ask("select string_agg(x, ',' order by x) from t"));
    }
}
