using System.Diagnostics;

namespace Kptn.EndToEnd.Sql;

public sealed class DatabaseSpecs
{
    private const string Slow = "create or replace table slow as select 1 as i; insert into slow select 2; select sum(hash(a.i, b.i)) from range(10000000) a(i), range(1000000) b(i)";

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    public void A_file_that_is_no_database_is_told_with_what_to_do(string content)
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, outputs: [\"duckdb://a\"]}").Write("a.sql", "create or replace table a as select 1 as i").Settle().Write("data.duckdb", content);
        Assert.Contains("put a good copy in its place, or move it away, then run again", sandbox.Run().Problems(), StringComparison.Ordinal);
        sandbox.Delete("data.duckdb").Settle();
        sandbox.Sh("printf x | dd of=data.duckdb bs=1 seek=100 conv=notrunc status=none");
        Assert.Contains("put a good copy in its place", sandbox.Run("--force").Problems(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_of_a_database_is_made()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, outputs: [\"duckdb://a\"]}", "data/deep/w.duckdb").Write("a.sql", "create or replace table a as select 1 as i");
        sandbox.Settle();
        Assert.True(File.Exists(sandbox["data/deep/w.duckdb"]));
    }

    [Fact]
    public void Tasks_queue_for_the_database_whatever_their_language()
    {
        using var sandbox = SqlProject.Of("a: , b: , c: , d: , e: ", """
            a: {file: a.sql, outputs: ["duckdb://a"]}
            b: {file: b.sql, outputs: ["duckdb://b"]}
            c: {file: c.py}
            d: {file: d.py}
            e: {command: 'touch e.began; sleep 0.3; rm e.began; test ! -e c.began -a ! -e d.began', outputs: ["duckdb://e"]}
            """)
            .Edit("kptn.yaml", "duckdb: \"data.duckdb\"", "duckdb: {path: data.duckdb, alias: engine}")
            .Write("a.sql", "create or replace table a as select 1; create table if not exists e as select 1")
            .Write("b.sql", "create or replace table b as select 2; create table if not exists e as select 1")
            .Write("c.py", Python("c", "duckdb"))
            .Write("d.py", Python("d", "engine"));

        for (var round = 0; round < 3; round++)
        {
            var run = sandbox.Run("--jobs", "5", "--force");
            Assert.True(run.Exit.Code == 0 || round == 0, run.ToString());
            if (run.Exit.Code != 0) Assert.Contains("duckdb://e", run.Problems(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_database_that_another_process_holds_is_named_with_who_holds_it()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql}").Write("a.sql", "select 1");
        using var holder = SqlProject.Of("slow: ", "slow: {file: slow.sql}", sandbox["data.duckdb"]).Write("slow.sql", Slow);
        using var holding = holder.Start("run", "--no-restore");
        Await(() => File.Exists(sandbox["data.duckdb"]) && holder.Log("slow").Contains("[2/3]", StringComparison.Ordinal));

        var run = sandbox.Run();

        Assert.Equal(1, run.Exit.Code);
        Assert.Contains($"data.duckdb' is in use by ", run.Problems(), StringComparison.Ordinal);
        Assert.Contains($"(PID {holding.Id})", run.Problems(), StringComparison.Ordinal);
        holding.Kill();
        holding.WaitForExit();
        sandbox.Settle();
    }

    [Fact]
    public void A_kill_during_a_script_loses_nothing()
    {
        using var sandbox = SqlProject.Of("a: , slow: a", "a: {file: a.sql, outputs: [\"duckdb://slow\"]}\nslow: {file: slow.sql}")
            .Write("a.sql", "create or replace table slow as select 42 as i")
            .Write("slow.sql", Slow);
        using (var killed = sandbox.Start("run", "--no-restore"))
        {
            Await(() => Directory.Exists(sandbox[".kptn/runs"]) && Directory.GetFiles(sandbox[".kptn/runs"], "slow.log", SearchOption.AllDirectories).Length > 0 && sandbox.Log("slow").Contains("[2/3]", StringComparison.Ordinal));
            killed.Kill();
            killed.WaitForExit();
        }

        Assert.Equal("42", sandbox.Ask("select i from slow"));
        sandbox.Write("slow.sql", "select * from slow");
        sandbox.Runs("slow: interrupted");
    }

    [Fact]
    public void A_stop_ends_a_script_and_rolls_it_back()
    {
        using var sandbox = SqlProject.Of("a: , slow: a", "a: {file: a.sql}\nslow: {file: slow.sql}").Write("a.sql", "create or replace table slow as select 42 as i").Write("slow.sql", Slow);
        using var stopped = sandbox.Start("run", "--no-restore");
        Await(() => Directory.Exists(sandbox[".kptn/runs"]) && Directory.GetFiles(sandbox[".kptn/runs"], "slow.log", SearchOption.AllDirectories).Length > 0 && sandbox.Log("slow").Contains("[2/3]", StringComparison.Ordinal));
        using (Process.Start("kill", ["-INT", stopped.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!)
        {
            Assert.True(stopped.WaitForExit(30_000));
        }

        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal("42", sandbox.Ask("select i from slow"));
    }

    private static string Python(string name, string parameter) => $"""
        import os, time
        def {name}({parameter}):
            assert not [other for other in os.listdir('.') if other.endswith('.began')]
            open('{name}.began', 'w').close()
            time.sleep(0.3)
            os.remove('{name}.began')
        """;

    private static void Await(Func<bool> condition)
    {
        for (var left = 600; left > 0 && !Try(); left--) Thread.Sleep(50);
        Assert.True(Try());

        bool Try()
        {
            try
            {
                return condition();
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                return false;
            }
        }
    }
}
