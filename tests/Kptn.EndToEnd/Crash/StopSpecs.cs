namespace Kptn.EndToEnd.Crash;

public sealed class StopSpecs
{
    [Theory(Timeout = 60_000)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(1)]
    public async Task A_signal_ends_every_process_tree_and_the_next_run_resumes(int signal)
    {
        await Task.Yield();
        var sleepers = new Sleepers();
        using var project = new CrashProject();
        project.Tasks("{quick: [], tree: [], py: [], fork: [], later: tree}", $$"""
              quick: {command: "echo quick >> {{project.Outside}}/log"}
              tree: {command: "test -e {{project.Outside}}/again && exit 0; setsid {{sleepers.Command}} & (setsid sh -c '{{sleepers.Command}}' &) ; {{sleepers.Command}}"}
              py: {file: "t.py:py"}
              fork: {file: "t.py:fork"}
              later: {command: "echo later >> {{project.Outside}}/log"}
            """);
        project.Write("t.py", $"""
            import os, subprocess, time
            def py():
                if os.path.exists("{project.Outside}/again"): return
                subprocess.Popen(["{sleepers.Command.Replace(" ", "\", \"", StringComparison.Ordinal)}"], start_new_session=True)
                time.sleep(100)
            def fork():
                if os.path.exists("{project.Outside}/again"): return
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        open("{project.Outside}/forked", "w").write(str(os.getpid()))
                        time.sleep(500)
                    os._exit(0)
                time.sleep(100)
            """);
        using var tool = project.Start("run", "--no-restore", "-j", "8");
        CrashProject.Until(() => sleepers.Alive().Count == 4 && project.Lines("forked").Length == 1 && tool.Output.Contains("done     quick", StringComparison.Ordinal), "4 sleepers");
        tool.Signal(signal);
        var ended = tool.Wait(20).Expect(130);
        Assert.Contains("1 ran, 0 fresh, 0 failed, 0 blocked, 3 interrupted, 1 not started", ended.LastLine, StringComparison.Ordinal);
        Assert.Empty(sleepers.Alive());
        Assert.False(Directory.Exists("/proc/" + project.Lines("forked")[0]) && !File.ReadAllText($"/proc/{project.Lines("forked")[0]}/stat").Contains(") Z", StringComparison.Ordinal));
        project.Write("../again", "");
        var next = project.Run("run").Expect(0);
        Assert.Contains("4 ran, 1 fresh", next.LastLine, StringComparison.Ordinal);
        Assert.Equal(3, next.Output.Split('\n').Count(line => line.EndsWith("(interrupted)", StringComparison.Ordinal)));
        Assert.Equal(["quick", "later"], project.Lines("log"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_interrupt_kills_what_ignores_the_first()
    {
        await Task.Yield();
        var sleepers = new Sleepers();
        using var project = new CrashProject();
        project.Tasks("{a: [], p: []}", $$"""
              a: {command: "trap '' TERM INT HUP; (setsid {{sleepers.Command}} &) ; {{sleepers.Command}}; {{sleepers.Command}}; {{sleepers.Command}}"}
              p: {file: "t.py:p"}
            """);
        project.Write("t.py", $"""
            import signal, subprocess
            def p():
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                while True: subprocess.call(["{sleepers.Command.Replace(" ", "\", \"", StringComparison.Ordinal)}"], start_new_session=True)
            """);
        using var tool = project.Start("run", "--no-restore", "-j", "2");
        CrashProject.Until(() => sleepers.Alive().Count == 3, "3 sleepers");
        tool.Signal(2);
        CrashProject.Until(() => tool.Output.Contains("once more to kill", StringComparison.Ordinal), "the first");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        tool.Signal(2);
        tool.Wait(20).Expect(130);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3.5);
        Assert.Empty(sleepers.Alive());
    }

    [Fact(Timeout = 60_000)]
    public async Task An_interrupt_ends_also_a_mapped_task_of_which_no_item_runs_just_then()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{list: [], one: list, two: list}", $$"""
              list: {command: "echo '[1, 2, 3, 4, 5, 6]' > $KPTN_RESULT", cache_result: true, iterable_item: K}
              one: {command: "echo one >> {{project.Outside}}/log; test -e {{project.Outside}}/again || sleep 5", map_over: K}
              two: {command: "echo two >> {{project.Outside}}/log; test -e {{project.Outside}}/again || sleep 5", map_over: K}
            """);
        using var tool = project.Start("run", "--no-restore", "-j", "1");
        CrashProject.Until(() => project.Lines("log").Length == 1 && tool.Output.Contains("items    one", StringComparison.Ordinal) && tool.Output.Contains("items    two", StringComparison.Ordinal), "an item that runs");
        tool.Signal(2);
        Assert.Contains("1 ran, 0 fresh, 0 failed, 0 blocked, 2 interrupted", tool.Wait(20).Expect(130).LastLine, StringComparison.Ordinal);
        project.Write("../again", "");
        Assert.Contains("2 ran (12 items), 1 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_interrupt_ends_the_wait_for_a_retry()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{a: []}", $$"""
              a: {command: "echo try >> {{project.Outside}}/log; exit 1", retries: 3, retry_delay: 60}
            """);
        using var tool = project.Start("run", "--no-restore");
        CrashProject.Until(() => tool.Output.Contains("trying again", StringComparison.Ordinal), "the first try");
        tool.Signal(2);
        tool.Wait(10).Expect(130);
        Assert.Single(project.Lines("log"));
        Assert.Contains("a  previous run failed", project.Run("plan").Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_failure_under_fail_fast_ends_the_wait_for_a_retry()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{a: [], b: []}", """
              a: {command: "exit 1", retries: 3, retry_delay: 60}
              b: {command: "sleep 1; exit 1"}
            """);
        Assert.Contains("0 ran, 0 fresh, 2 failed, 0 blocked in", project.Run("run", "--fail-fast", "-j", "2").Expect(1).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_run_whose_reader_went_away_still_ends_well()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{a: [], b: a, c: b}", $$"""
              a: {command: "sleep 0.3; echo a >> {{project.Outside}}/log"}
              b: {command: "sleep 0.3; echo b >> {{project.Outside}}/log"}
              c: {command: "echo c >> {{project.Outside}}/log"}
            """);
        project.Write("go.sh", $"'{Path.Combine(AppContext.BaseDirectory, "dotnet-kptn")}' run | head -c 1 >/dev/null; '{Path.Combine(AppContext.BaseDirectory, "dotnet-kptn")}' run --force > /dev/full\n");
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", [project["go.sh"]]) { WorkingDirectory = project.Root })!;
        Assert.True(shell.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(["a", "b", "c", "a", "b", "c"], project.Lines("log"));
        Assert.Contains("0 ran, 3 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }
}
