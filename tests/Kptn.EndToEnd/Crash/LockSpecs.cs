namespace Kptn.EndToEnd.Crash;

public sealed class LockSpecs
{
    [Fact(Timeout = 60_000)]
    public async Task A_second_run_is_told_who_holds_the_state_and_readers_are_not_held_up()
    {
        await Task.Yield();
        using var project = Waiting(out var sleepers);
        using var tool = project.Start("run", "--no-restore", "-j", "2");
        CrashProject.Until(() => sleepers.Alive().Count == 1 && tool.Output.Contains("done     quick", StringComparison.Ordinal), "the task");
        var second = project.Run("run").Expect(2);
        Assert.Matches($@"is in use by process {tool.Id} on \S+, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\dZ", second.Output);
        var status = project.Run("status").Expect(0).Output;
        Assert.Matches($@"slow +running .* running since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d \(process {tool.Id}\)", status);
        Assert.DoesNotContain("interrupted", status, StringComparison.Ordinal);
        Assert.Equal("succeeded", Json.Tasks(project.Run("status", "--json").Expect(0).Output)["quick"].Outcome);
        project.Run("plan").Expect(0);
        project.Run("explain", "slow").Expect(0);
        project.Run("state", "list").Expect(0);
        project.Run("logs").Expect(0);
        project.Run("run", "--wait", "1").Expect(2);
        tool.Signal(9);
        tool.Wait();
        Assert.DoesNotContain("running", project.Run("status").Expect(0).Output, StringComparison.Ordinal);
        project.Write("../go", "");
        project.Run("run").Expect(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task I_can_wait_for_another_run_to_end()
    {
        await Task.Yield();
        using var project = Waiting(out var sleepers);
        using var first = project.Start("run", "--no-restore", "-j", "2");
        CrashProject.Until(() => sleepers.Alive().Count == 1, "the task");
        using var second = project.Start("run", "--no-restore", "--wait", "30");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.False(second.HasEnded);
        project.Write("../go", "");
        foreach (var id in sleepers.Alive()) System.Diagnostics.Process.GetProcessById(id).Kill();
        first.Wait();
        second.Wait().Expect(0);
        Assert.Single(project.Lines("log"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_graphs_run_at_once_and_share_the_caches()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Write("kptn.yaml", """
            graphs:
              g: {tasks: {a: [], b: a, p: b}}
              h: {tasks: {c: [], d: c, q: d}}
            tasks:
              a: {command: "echo a > $OUTPUT_PIPELINE_DIR/a", outputs: [a], code_deps: [shared.txt]}
              b: {command: "cat $OUTPUT_PIPELINE_DIR/a > $OUTPUT_PIPELINE_DIR/b", outputs: [b]}
              p: {file: "t.py:p", cache_result: true}
              c: {command: "echo c > $OUTPUT_PIPELINE_DIR/c", outputs: [c], code_deps: [shared.txt]}
              d: {command: "cat $OUTPUT_PIPELINE_DIR/c > $OUTPUT_PIPELINE_DIR/d", outputs: [d]}
              q: {file: "t.py:p", cache_result: true}
            """);
        for (var round = 0; round < 8; round++)
        {
            project.Write("shared.txt", $"{round}").Write("t.py", $"def p(): return {round}\ndef q(): return 2\n");
            using var first = project.Start("run", "--no-restore", "--graph", "g");
            using var second = project.Start("run", "--no-restore", "--graph", "h");
            first.Wait().Expect(0);
            second.Wait().Expect(0);
        }

        Assert.Contains("0 ran, 3 fresh", project.Run("run", "--graph", "g").Expect(0).LastLine, StringComparison.Ordinal);
        Assert.Contains("0 ran, 3 fresh", project.Run("run", "--graph", "h").Expect(0).LastLine, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(project[".kptn"], "*.tmp", SearchOption.AllDirectories));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_task_can_run_kptn_itself()
    {
        await Task.Yield();
        var sleepers = new Sleepers();
        using var project = new CrashProject();
        var kptn = Path.Combine(AppContext.BaseDirectory, "dotnet-kptn");
        project.Write("inner/kptn.yaml", $$"""
            graphs: {g: {tasks: {deep: []} } }
            tasks:
              deep: {command: "{{sleepers.Command}}"}
            """);
        project.Tasks("{same: [], nested: []}", $$"""
              same: {command: "'{{kptn}}' run; echo code $?"}
              nested: {command: "'{{kptn}}' -p {{project.Root}}/inner run || '{{kptn}}' run -p {{project.Root}}/inner"}
            """);
        using var tool = project.Start("run", "--no-restore", "-j", "2");
        CrashProject.Until(() => sleepers.Alive().Count == 1 && tool.Output.Contains("same", StringComparison.Ordinal), "the inner task");
        Assert.Contains("code 2", project.Run("logs", "same").Output, StringComparison.Ordinal);
        tool.Signal(9);
        tool.Wait();
        using var next = project.Start("run", "--no-restore", "nested");
        CrashProject.Until(() => next.Output.Contains("was killed and had left", StringComparison.Ordinal), "the notice");
        CrashProject.Until(() => sleepers.Alive().Count == 1, "only the new one");
        next.Signal(2);
        next.Wait().Expect(130);
        Assert.Empty(sleepers.Alive());
    }

    private static CrashProject Waiting(out Sleepers sleepers)
    {
        sleepers = new Sleepers();
        var project = new CrashProject();
        return project.Tasks("{quick: [], slow: []}", $$"""
              quick: {command: "echo quick >> {{project.Outside}}/log"}
              slow: {command: "test -e {{project.Outside}}/go || {{sleepers.Command}} || true"}
            """);
    }
}
