namespace Kptn.EndToEnd.Crash;

public sealed class TreeSpecs
{
    [Fact(Timeout = 60_000)]
    public async Task A_timeout_ends_a_tree_that_resists_in_every_way()
    {
        await Task.Yield();
        var sleepers = new Sleepers();
        using var project = new CrashProject();
        project.Tasks("{sh: [], py: [], stopped: [], good: []}", """
              sh: {file: tree.sh, timeout: 3}
              py: {file: "t.py:py", timeout: 3}
              stopped: {command: "kill -STOP $$", timeout: 3}
              good: {file: "t.py:good"}
            """);
        project.Write("tree.sh", $"""
            trap '' TERM
            {sleepers.Command} &
            setsid {sleepers.Command} &
            (setsid sh -c 'trap "" TERM; {sleepers.Command}; {sleepers.Command}' &) &
            setsid sh -c 'sh -c "trap \"\" TERM HUP; {sleepers.Command}; {sleepers.Command}" & exit 0'
            (env -i setsid {sleepers.Command} &)
            {sleepers.Command}
            {sleepers.Command}
            """);
        project.Write("t.py", $"""
            import os, signal, time
            def py():
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0: os.execvp("sleep", ["sleep", "{sleepers.Seconds}"])
                    os._exit(0)
                time.sleep(100)
            def good():
                time.sleep(8)
            """);
        var run = project.Run("run", "-j", "4").Expect(1);
        Assert.Contains("1 ran, 0 fresh, 3 failed, 0 blocked in", run.LastLine, StringComparison.Ordinal);
        Assert.Equal(3, run.Output.Split('\n').Count(line => line.Contains("it ran longer than its timeout of 3 s and was ended", StringComparison.Ordinal)));
        Assert.Empty(sleepers.Alive());
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_hundred_children_that_outlive_their_task_are_ended_and_said()
    {
        await Task.Yield();
        var sleepers = new Sleepers();
        using var project = new CrashProject();
        project.Tasks("{a: []}", $$"""
              a: {command: "for i in $(seq 200); do {{sleepers.Command}} & done; exit 0"}
            """);
        Assert.Contains("notice: a: it left processes running, which were ended", project.Run("run").Expect(0).Output, StringComparison.Ordinal);
        Assert.Empty(sleepers.Alive());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_detached_child_that_prints_for_ever_does_not_hold_the_run_up()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{a: [], p: []}", """
              a: {command: "(setsid yes &); sleep 0.2"}
              p: {file: "t.py:p"}
            """);
        project.Write("t.py", """
            import subprocess
            def p():
                subprocess.Popen(["sleep", "5"], start_new_session=True)
            """);
        project.Run("run").Expect(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_killed_python_worker_is_told_and_others_go_on()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{killer: [], after: killer, other: []}", """
              killer: {file: "t.py:killer"}
              after: {file: "t.py:other"}
              other: {file: "t.py:other"}
            """);
        project.Write("t.py", """
            import os, signal, time
            def killer():
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(100)
            def other(): pass
            """);
        var run = project.Run("run", "-j", "1").Expect(1);
        Assert.Contains("killer  the Python worker was killed by signal 9 (SIGKILL) while the task ran", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 ran, 0 fresh, 1 failed, 1 blocked", run.LastLine, StringComparison.Ordinal);
        Assert.Contains("after  (by killer)", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_signal_and_every_exit_code_is_told()
    {
        await Task.Yield();
        using var project = new CrashProject();
        int[] signals = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 25, 26, 27, 29, 30, 31, 34, 64];
        var codes = Enumerable.Range(1, 255).ToArray();
        var names = signals.Select(number => $"s{number}").Concat(codes.Select(code => $"c{code}")).Append("c0");
        project.Tasks(
            "{" + string.Join(", ", names.Select(name => name + ": []")) + "}",
            string.Join('\n', signals.Select(number => $$"""  s{{number}}: {command: "kill -{{number}} $$"}""").Concat(codes.Append(0).Select(code => $$"""  c{{code}}: {command: "exit {{code}}"}"""))));
        var run = project.Run("run", "-j", "4").Expect(1);
        Assert.Contains($"1 ran, 0 fresh, {signals.Length + 255} failed, 0 blocked", run.LastLine, StringComparison.Ordinal);
        foreach (var code in codes) Assert.Contains($"  c{code}  exit code {code} ", run.Output, StringComparison.Ordinal);
        foreach (var number in signals) Assert.Matches($"  s{number}  it was ended by (SIG|signal {number} )", run.Output);
        var told = Json.Tasks(project.Run("status", "--json").Output);
        Assert.All(signals, number => Assert.Equal("failed", told[$"s{number}"].Outcome));
    }
}
