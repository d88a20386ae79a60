using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Sql;

public sealed class CheckpointSpecs
{
    [Fact]
    public void A_backup_is_made_after_the_task_and_opens_as_a_database()
    {
        using var sandbox = New().Settle();

        Assert.Equal("20", sandbox.Ask("select count(*) + (select count(*) from a) from b", "data.b.backup.duckdb"));
        Assert.Equal("0", sandbox.Ask("select count(*) from information_schema.tables where table_name in ('c', 'd')", "data.b.backup.duckdb"));
        Assert.Equal("1", sandbox.Ask("select count(*) from kptn_checkpoint.about where task = 'c' and storage_key = 'local'", "data.c.backup.duckdb"));
        Assert.Empty(Directory.GetFiles(sandbox.Root, "*.tmp*"));
        Assert.Empty(Directory.GetFiles(sandbox.Root, "*.wal"));
    }

    [Fact]
    public void What_is_lost_comes_back_from_the_task_furthest_along()
    {
        using var sandbox = New().Settle().Delete(".kptn").Delete("data.duckdb");

        Assert.Contains("a run first restores the database from the checkpoint of c ('data.c.backup.duckdb'", sandbox.Kptn("plan", "--no-restore").Out, StringComparison.Ordinal);
        Assert.Contains("'data.c.backup.duckdb'", sandbox.Kptn("status").Out, StringComparison.Ordinal);
        var run = sandbox.Runs("d: no cached state");

        Assert.Contains("restored from the checkpoint of c", run.Exit.Out, StringComparison.Ordinal);
        Assert.Equal("91", sandbox.Ask("select s + 1 from c"));
        Assert.Equal("0", sandbox.Ask("select count(*) from information_schema.schemata where schema_name like 'kptn%'"));
    }

    [Fact]
    public void Nothing_is_restored_where_the_task_has_a_completed_state()
    {
        using var sandbox = New().Settle();
        sandbox.Write("foreign.sql", "").Kptn("state", "reset", "a");

        Assert.DoesNotContain("restores", sandbox.Kptn("plan", "--no-restore").Out, StringComparison.Ordinal);
        sandbox.Runs("a: no cached state");
        Assert.False(File.Exists(sandbox["data.replaced.duckdb"]));
    }

    [Fact]
    public void A_database_that_is_replaced_is_kept_aside_and_what_it_had_runs_again()
    {
        using var sandbox = New().Settle();
        sandbox.Kptn("state", "reset", "c");

        sandbox.Runs("d: no cached state");

        Assert.Equal("90", sandbox.Ask("select s from d", "data.replaced.duckdb"));
        Assert.Equal("90", sandbox.Ask("select s from d"));
    }

    [Fact]
    public void A_backup_that_could_not_be_saved_is_saved_by_the_next_run()
    {
        using var sandbox = New();
        Directory.CreateDirectory(sandbox["data.b.backup.duckdb"]);
        File.WriteAllText(sandbox["data.b.backup.duckdb/in-the-way"], "");
        Assert.Contains("its checkpoint could not be saved", sandbox.Run().Exit.Out, StringComparison.Ordinal);
        Directory.Delete(sandbox["data.b.backup.duckdb"], recursive: true);

        var next = sandbox.Run();
        Assert.Empty(next.Ran);
        Assert.Contains("the checkpoint of b, which an earlier run could not save, was saved", next.Exit.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("checkpoint", sandbox.Run().Exit.Out, StringComparison.Ordinal);
        Assert.Equal("20", sandbox.Ask("select count(*) + (select count(*) from a) from b", "data.b.backup.duckdb"));
        sandbox.Delete(".kptn").Delete("data.duckdb").Delete("data.c.backup.duckdb");
        Assert.Contains("restored from the checkpoint of b", sandbox.Run().Exit.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_backup_is_not_restored_and_the_user_is_told()
    {
        using var sandbox = New().Settle().Delete(".kptn").Write("c.sql", "create or replace table c as select sum(i) + 1 as s from b");

        Assert.Contains("'data.c.backup.duckdb' is not restored: it is stale (c: code changed: c.sql)", sandbox.Kptn("plan", "--no-restore").Out, StringComparison.Ordinal);
        var run = sandbox.Runs("c: no cached state\nd: no cached state");
        Assert.Contains("restored from the checkpoint of b", run.Exit.Out, StringComparison.Ordinal);
        Assert.Equal("91", sandbox.Ask("select s from d"));

        sandbox.Delete(".kptn").Write("a.sql", "create or replace table a as select i from range(20) t(i)");
        run = sandbox.Runs("a: no cached state\nb: no cached state\nc: no cached state\nd: no cached state");
        Assert.Contains("it is stale (a: code changed: a.sql)", run.Exit.Out, StringComparison.Ordinal);
        Assert.Equal("381", sandbox.Ask("select s from d"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a database at all")]
    public void A_backup_that_is_none_is_told_and_left_alone(string content)
    {
        using var sandbox = New().Settle().Delete(".kptn").Delete("data.b.backup.duckdb").Write("data.c.backup.duckdb", content);

        var run = sandbox.Run();

        Assert.Equal(0, run.Exit.Code);
        Assert.Contains("the checkpoint 'data.c.backup.duckdb' is not restored: ", run.Exit.Out, StringComparison.Ordinal);
        Assert.Equal(4, run.Ran.Count);
        Assert.Equal("1", sandbox.Ask("select count(*) from kptn_checkpoint.about", "data.c.backup.duckdb"));
    }

    [Fact]
    public void The_log_of_the_old_database_is_not_played_into_the_restored_one()
    {
        using var sandbox = New().Settle();
        sandbox.Write("data.duckdb.wal", "nonsense of another database").Delete("data.duckdb").Delete(".kptn");

        sandbox.Runs("d: no cached state");

        Assert.False(File.Exists(sandbox["data.duckdb.wal"]));
        Assert.Equal("90", sandbox.Ask("select s from d"));
    }

    [Fact]
    public void Graphs_that_share_a_namespace_share_checkpoints_and_others_do_not()
    {
        using var sandbox = New().Edit("kptn.yaml", "graphs:\n", "graphs:\n  h:\n    tasks: {a: , b: a, c: b, e: c}\n")
            .Append("kptn.yaml", "\n  e: {file: e.sql, outputs: [\"duckdb://e\"]}\n").Write("e.sql", "create or replace table e as from c");
        sandbox.Graph = "g";
        sandbox.Settle();
        sandbox.Graph = "h";
        Assert.Contains("it belongs to the namespace 'g', not to 'h'", sandbox.Kptn("plan", "--no-restore", "--graph", "h").Out, StringComparison.Ordinal);
        sandbox.Append("kptn.yaml", "settings: {cache_namespace: both}\n");
        sandbox.Graph = "g";
        sandbox.Settle();
        sandbox.Delete(".kptn").Delete("data.duckdb");
        sandbox.Graph = "h";

        sandbox.Runs("e: no cached state");
        sandbox.Graph = "g";
        sandbox.Runs("d: no cached state");
    }

    [Fact]
    public void A_backup_of_another_storage_key_is_restored_only_where_there_is_no_database()
    {
        using var sandbox = New().Settle().Append("kptn.yaml", "\nsettings: {storage_key: other}\n");

        Assert.Contains("it belongs to the storage key 'local', not to 'other', and there is a database", sandbox.Kptn("plan", "--no-restore").Out, StringComparison.Ordinal);
        sandbox.Delete("data.duckdb").Runs("d: no cached state");
    }

    [Fact]
    public void A_database_in_memory_has_no_checkpoints_and_kptn_says_so()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, duckdb_checkpoint: true}", ":memory:").Write("a.sql", "select 1");

        var run = sandbox.Kptn("run", "--no-restore");

        Assert.Equal(0, run.Code);
        Assert.Contains("'duckdb_checkpoint' of task 'a' is skipped: a database in memory is gone when its task ends", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_the_one_before_and_the_success()
    {
        using var sandbox = New().Settle();
        var before = File.ReadAllBytes(sandbox["data.c.backup.duckdb"]);
        Directory.CreateDirectory(sandbox["data.c.backup.duckdb.tmp"]);
        sandbox.Write("c.sql", "create or replace table c as select sum(i) + 2 as s from b");

        var run = sandbox.Run();

        Assert.Equal(0, run.Exit.Code);
        Assert.Contains("its checkpoint could not be saved; the one before stays", run.Exit.Out, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(sandbox["data.c.backup.duckdb"]));
        sandbox.RunsNothing();
    }

    [Fact]
    public void Kills_at_any_time_lose_nothing()
    {
        using var sandbox = New("range(300000)").Settle();
        var random = new Random(5);
        var expected = 300_000L * 299_999;
        for (var round = 0; round < 4; round++)
        {
            if (round % 2 == 0)
            {
                sandbox.Delete(".kptn");
            }
            else
            {
                sandbox.Write("c.sql", $"create or replace table c as select sum(i) + {round} as s from b");
                expected = (300_000L * 299_999) + round;
            }

            using (var killed = sandbox.Start("run", "--no-restore"))
            {
                Thread.Sleep(random.Next(150, 900));
                killed.Kill(entireProcessTree: true);
                killed.WaitForExit();
            }

            sandbox.Settle();
            Assert.Equal($"{expected}|300000", sandbox.Ask("select s, (select count(*) from b) from d"));
        }
    }

    private static Sandbox New(string rows = "range(10)") => SqlProject.Of("a: , b: a, c: b, d: c", """
        a: {file: a.sql, outputs: ["duckdb://a"]}
        b: {file: b.sql, duckdb_checkpoint: true}
        c: {file: c.sql, outputs: ["duckdb://c"], duckdb_checkpoint: true}
        d: {file: d.sql, outputs: ["duckdb://d"]}
        """)
        .Write("a.sql", $"create or replace table a as select i from {rows} t(i)")
        .Write("b.sql", "create or replace table b as select i * 2 as i from a")
        .Write("c.sql", "create or replace table c as select sum(i) as s from b")
        .Write("d.sql", "create or replace table d as from c");
}
