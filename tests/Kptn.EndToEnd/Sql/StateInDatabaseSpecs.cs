using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Sql;

public sealed class StateInDatabaseSpecs
{
    [Fact]
    public void State_is_in_tables_that_a_query_reads()
    {
        using var sandbox = New().Settle();

        Assert.Equal("a|succeeded|true|duckdb://a\nb|succeeded|true|b.csv", sandbox.Ask("select task, status, length(fingerprint) = 64 and ended_at >= started_at, array_to_string(outputs, ',') from kptn.tasks where storage_key = 'local' and namespace = 'g' order by task").ReplaceLineEndings("\n"));
        sandbox.Write("b.sql", "select nonsense").Run();
        Assert.StartsWith("failed|", sandbox.Ask("select status, error from kptn.tasks where task = 'b'"), StringComparison.Ordinal);
    }

    [Fact]
    public void State_goes_with_the_database()
    {
        using var sandbox = New().Settle();
        sandbox.Sh("cp data.duckdb early.duckdb");

        sandbox.Delete(".kptn").RunsNothing();
        sandbox.Write("b.sql", "copy (select 7 from a) to ($scratch_dir || '/b.csv') (header false)").Runs("b: code changed: b.sql");
        sandbox.Sh("cp early.duckdb data.duckdb").Runs("b: code changed: b.sql");
        sandbox.Delete("data.duckdb").Runs("a: no cached state\nb: no cached state");
        sandbox.Kptn("state", "reset", "b");
        Assert.Equal("a", sandbox.Ask("select string_agg(task) from kptn.tasks"));
    }

    [Fact]
    public void State_cannot_be_kept_in_a_database_in_memory()
    {
        using var sandbox = New().Edit("kptn.yaml", "data.duckdb", ":memory:");

        var exit = sandbox.Kptn("status");

        Assert.Equal(2, exit.Code);
        Assert.Contains("settings.db is 'duckdb', but config.duckdb names no database in a file", exit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_carries_data_and_state()
    {
        using var sandbox = New(", duckdb_checkpoint: true").Settle().Delete("data.duckdb");

        var run = sandbox.Runs("b: no cached state");

        Assert.Contains("restored from the checkpoint of a", run.Exit.Out, StringComparison.Ordinal);
        Assert.Equal("2", sandbox.Ask("select count(*) from kptn.tasks"));
        sandbox.Sh("cp data.a.backup.duckdb data.duckdb").Runs("b: no cached state");
        sandbox.Delete(".kptn").RunsNothing();
    }

    [Fact]
    public void What_a_kill_kept_out_of_the_database_is_there_after_the_next_run_that_does_nothing()
    {
        using var sandbox = New(", duckdb_checkpoint: true").Edit("kptn.yaml", "b: a", "b: a, c: b").Edit("kptn.yaml", "outputs: [b.csv]}", "outputs: [b.csv]}\n  c: {command: 'touch began; sleep 100'}");
        using (var killed = sandbox.Start("run", "--no-restore"))
        {
            for (var left = 600; left > 0 && !File.Exists(sandbox["began"]); left--) Thread.Sleep(50);
            killed.Kill(entireProcessTree: true);
            killed.WaitForExit();
        }

        Assert.Equal("1", sandbox.Ask("select count(*) from kptn.tasks where status = 'succeeded'"));
        Assert.Contains("nothing to do", sandbox.Kptn("run", "--no-restore", "b").Out, StringComparison.Ordinal);
        Assert.Equal("2", sandbox.Ask("select count(*) from kptn.tasks where status = 'succeeded'"));
    }

    [Fact]
    public void Kills_at_any_time_leave_state_that_is_true_of_the_tables()
    {
        using var sandbox = New(", duckdb_checkpoint: true").Settle();
        var random = new Random(7);
        for (var round = 1; round <= 8; round++)
        {
            sandbox.Write("a.sql", $"create or replace table a as select i + {round} as i from range(300000) t(i)");
            if (round % 3 == 0) sandbox.Delete("data.duckdb");
            using (var killed = sandbox.Start("run", "--no-restore"))
            {
                Thread.Sleep(random.Next(150, 900));
                killed.Kill(entireProcessTree: true);
                killed.WaitForExit();
            }

            sandbox.Settle();
            Assert.Equal($"{round}|2", sandbox.Ask("select min(i), (select count(*) from kptn.tasks where status = 'succeeded') from a"));
        }
    }

    private static Sandbox New(string more = "") => SqlProject.Of("a: , b: a", $"a: {{file: a.sql, outputs: [\"duckdb://a\"]{more}}}\nb: {{file: b.sql, outputs: [b.csv]}}")
        .Append("kptn.yaml", "\nsettings: {db: duckdb}\n")
        .Write("a.sql", "create or replace table a as select i from range(10) t(i)")
        .Write("b.sql", "copy (select sum(i) from a) to ($scratch_dir || '/b.csv') (header false)");
}
