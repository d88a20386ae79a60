using System.Globalization;
using Kptn.EndToEnd.Crash;

namespace Kptn.EndToEnd.Mapping;

/// <summary>Kills of the tool and of its workers while items run.</summary>
public sealed class MapKillSpecs
{
    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task I_can_kill_a_run_at_any_instant_and_no_item_that_is_done_runs_again(int seed)
    {
        await Task.Yield();
        using var undisturbed = Pipeline();
        undisturbed.Run("run", "-j", "4").Expect(0);
        var expected = Outputs(undisturbed);
        var random = new Random(seed);
        using var project = Pipeline();
        for (var kill = 0; kill < 8; kill++)
        {
            using var tool = project.Start("run", "--no-restore", "-j", random.Next(1, 5).ToString(CultureInfo.InvariantCulture));
            await Task.Delay(random.Next(200, 1500), TestContext.Current.CancellationToken);
            tool.Signal(9);
            tool.Wait();
        }

        project.Run("run", "-j", "3").Expect(0);
        RunLogs.NothingDoneRanAgain(project);
        Assert.Equal(expected, Outputs(project));
        var calls = project.Lines("ran").Length;
        Assert.Contains("0 ran", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
        Assert.Equal(calls, project.Lines("ran").Length);
    }

    [Fact(Timeout = 300_000)]
    public async Task I_can_kill_workers_while_items_run_and_only_what_they_ran_is_tried_again()
    {
        await Task.Yield();
        using var undisturbed = Pipeline();
        undisturbed.Run("run", "-j", "4").Expect(0);
        var random = new Random(7);
        using var project = Pipeline();
        for (var run = 0; run < 6; run++)
        {
            using var tool = project.Start("run", "--no-restore", "-j", "4");
            for (var kill = 0; kill < 4 && !tool.HasEnded; kill++)
            {
                await Task.Delay(random.Next(50, 400), TestContext.Current.CancellationToken);
                var below = Below(tool.Id);
                if (below.Count > 0) Signal(below[random.Next(below.Count)], 9);
            }

            Assert.InRange(tool.Wait().ExitCode, 0, 1);
        }

        project.Run("run", "-j", "3").Expect(0);
        RunLogs.NothingDoneRanAgain(project);
        Assert.Equal(Outputs(undisturbed), Outputs(project));
        Assert.Contains("0 ran", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task I_can_interrupt_a_run_and_the_items_that_had_ended_stay_done()
    {
        await Task.Yield();
        var random = new Random(11);
        using var project = Pipeline();
        for (var stop = 0; stop < 3; stop++)
        {
            var before = project.Lines("ran").Length;
            using var tool = project.Start("run", "--no-restore", "-j", "1");
            CrashProject.Until(() => project.Lines("ran").Length > before + 2 || tool.HasEnded, "items that run");
            await Task.Delay(random.Next(10, 100), TestContext.Current.CancellationToken);
            tool.Signal(2);
            Assert.Equal(130, tool.Wait().ExitCode);
        }

        project.Run("run", "-j", "3").Expect(0);
        RunLogs.NothingDoneRanAgain(project);
        using var undisturbed = Pipeline();
        undisturbed.Run("run", "-j", "4").Expect(0);
        Assert.Equal(Outputs(undisturbed), Outputs(project));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_second_run_of_the_same_items_waits_or_says_who_runs_them()
    {
        await Task.Yield();
        using var project = Pipeline();
        using var first = project.Start("run", "--no-restore", "-j", "2");
        CrashProject.Until(() => project.Lines("ran").Length > 3, "items that run");
        var refused = project.Run("run").Expect(2);
        Assert.Contains(first.Id.ToString(CultureInfo.InvariantCulture), refused.Output, StringComparison.Ordinal);
        project.Run("status").Expect(0);
        project.Run("plan").Expect(0);
        using var second = project.Start("run", "--no-restore", "--wait", "100");
        first.Wait();
        second.Wait().Expect(0);
        Assert.Equal(0, first.Wait().ExitCode);
        RunLogs.NothingDoneRanAgain(project);
        Assert.Equal(project.Lines("ran").Length, project.Lines("ran").Distinct().Count());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_full_disk_for_the_state_of_items_stops_the_run_and_loses_no_item_that_was_recorded()
    {
        await Task.Yield();
        using var project = Pipeline();
        project.Mount(project[".kptn/state"], "size=96k");
        project.Run("run", "list").Expect(0);
        File.WriteAllBytes(project[".kptn/state/fill"], new byte[72 << 10]);
        var run = project.Run("run");
        Assert.InRange(run.ExitCode, 1, 2);
        Assert.Contains("No space left on device", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("kptn itself failed", run.Output, StringComparison.Ordinal);
        File.Delete(project[".kptn/state/fill"]);
        project.Run("run").Expect(0);
        Assert.Contains("0 ran", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    private static CrashProject Pipeline()
    {
        var project = new CrashProject();
        var ran = project.Outside + "/ran";
        project.Tasks("{list: [], py: list, sh: list, chain: py, sum: [py, chain]}", $$"""
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              py: {file: "t.py:py", map_over: X, bundle_size: 3, group_size: 17, cache_result: true, iterable_item: Y, outputs: ["py/${X}.txt"], retries: 2}
              sh: {command: "echo sh $X >> {{ran}}; echo half > $OUTPUT_PIPELINE_DIR/sh_$X; sleep 0.01; echo $X > $OUTPUT_PIPELINE_DIR/sh_$X", map_over: X, bundle_size: 2, outputs: ["sh_${X}"], retries: 2}
              chain: {file: "t.py:chain", map_over: Y, bundle_size: 5, cache_result: true, retries: 2}
              sum: {file: "t.py:sum", outputs: [sum.json], retries: 2}
            """);
        return project.Write("t.py", $$"""
            import json, time
            def note(*words):
                with open("{{ran}}", "a") as f: f.write(" ".join(map(str, words)) + "\n")
            def items(): return list(range(60))
            def py(X, scratch_dir):
                note("py", X)
                with open(f"{scratch_dir}/py/{X}.txt", "w") as f:
                    f.write("half"); f.flush(); time.sleep(0.01); f.write(" whole")
                return f"y{X}" + "z" * (5000 if X % 7 == 0 else 0)
            def chain(Y):
                note("chain", Y[:6])
                time.sleep(0.005)
                return len(Y)
            def sum(py, chain, scratch_dir):
                note("sum")
                with open(scratch_dir + "/sum.json", "w") as f: json.dump([py, chain], f)
            """);
    }

    private static SortedDictionary<string, string> Outputs(CrashProject project) =>
        new(Directory.GetFiles(project["scratch"], "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(project["scratch"], path), File.ReadAllText));

    /// <summary>All processes that a process has started, and those that they have.</summary>
    private static List<int> Below(int ancestor) => [.. Kptn.Engine.Execution.Processes.ProcessTree.Descendants(ancestor)];

    private static void Signal(int process, int number)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{number}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
