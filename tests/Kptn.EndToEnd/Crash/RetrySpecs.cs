namespace Kptn.EndToEnd.Crash;

public sealed class RetrySpecs
{
    [Fact(Timeout = 60_000)]
    public async Task A_task_succeeds_on_its_third_try_with_a_log_for_each()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{a: [], p: [], t: []}", $$"""
              a: {command: "echo a >> {{project.Outside}}/a; echo try $(wc -l < {{project.Outside}}/a); test $(wc -l < {{project.Outside}}/a) -eq 3", retries: 5, retry_delay: 0.3}
              p: {file: "t.py:p", retries: 2}
              t: {command: "echo t >> {{project.Outside}}/t; test -e {{project.Outside}}/t2 || { touch {{project.Outside}}/t2; sleep 30; }", timeout: 3, retries: 1}
            """);
        project.Write("t.py", $"""
            def p():
                with open("{project.Outside}/py", "a") as f: f.write("p\n")
                print("said")
                raise ValueError("never")
            """);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var run = project.Run("run", "-j", "3").Expect(1);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.6, 30);
        Assert.Equal((3, 3, 2), (project.Lines("a").Length, project.Lines("py").Length, project.Lines("t").Length));
        Assert.Contains("2 ran, 0 fresh, 1 failed, 0 blocked in", run.LastLine, StringComparison.Ordinal);
        Assert.Contains("after 3 tries", run.Output, StringComparison.Ordinal);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal($"try {attempt}\n", project.Run("logs", "a", "--try", $"{attempt}").Expect(0).Output);
            Assert.StartsWith("said\n", project.Run("logs", "p", "--try", $"{attempt}").Expect(0).Output, StringComparison.Ordinal);
        }

        var again = project.Run("run").Expect(1);
        Assert.Contains("0 ran, 2 fresh, 1 failed", again.LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Independent_branches_go_on_and_blocked_tasks_name_their_cause()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{bad: [], b1: bad, b2: b1, free: [], f2: free, soft: [], s2: soft, both: [soft, bad], gate: {deps: []}}", """
              bad: {command: "exit 7"}
              b1: {command: "true"}
              b2: {command: "true"}
              free: {command: "sleep 0.3"}
              f2: {command: "true"}
              soft: {command: "exit 8", on_failure: continue}
              s2: {command: "true"}
              both: {command: "true"}
              gate: {command: "true", after: [b2]}
            """);
        var run = project.Run("run").Expect(1);
        Assert.Contains("3 ran, 0 fresh, 2 failed, 4 blocked in", run.LastLine, StringComparison.Ordinal);
        foreach (var task in new[] { "b1", "b2", "both", "gate" }) Assert.Contains($"blocked  {task}  (by bad)", run.Output, StringComparison.Ordinal);
        var again = project.Run("run").Expect(1);
        Assert.Contains(" 2 failed, 4 blocked in", again.LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Fail_fast_starts_nothing_more_and_lets_what_runs_end()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{bad: [], slow: [], n1: slow, n2: [], n3: []}", $$"""
              bad: {command: "sleep 0.2; exit 7"}
              slow: {command: "sleep 1; echo slow >> {{project.Outside}}/log"}
              n1: {command: "echo n1 >> {{project.Outside}}/log"}
              n2: {command: "echo n2 >> {{project.Outside}}/log"}
              n3: {command: "echo n3 >> {{project.Outside}}/log"}
            """);
        var run = project.Run("run", "--fail-fast", "-j", "2").Expect(1);
        Assert.Contains("1 ran, 0 fresh, 1 failed, 0 blocked, 3 not started in", run.LastLine, StringComparison.Ordinal);
        Assert.Equal(["slow"], project.Lines("log"));
    }
}
