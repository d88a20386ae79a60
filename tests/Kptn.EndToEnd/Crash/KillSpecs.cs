namespace Kptn.EndToEnd.Crash;

public sealed class KillSpecs
{
    private const int Chains = 12;

    [Fact(Timeout = 300_000)]
    public async Task I_can_kill_a_run_at_any_instant_and_the_next_run_ends_as_if_nothing_had_happened()
    {
        await Task.Yield();
        using var undisturbed = Pipeline();
        undisturbed.Run("run", "-j", "3").Expect(0);
        var expected = Outputs(undisturbed);
        var random = new Random(20_261);
        using var project = Pipeline();
        for (var kill = 0; kill < 10; kill++)
        {
            using (var tool = project.Start("run", "--no-restore", "-j", "3"))
            {
                await Task.Delay(random.Next(150, 1200), TestContext.Current.CancellationToken);
                tool.Signal(9);
                tool.Wait();
            }

            var states = Json.Tasks(project.Run("status", "--json").Expect(0).Output);
            foreach (var (task, state) in states)
            {
                if (state.Outcome != "succeeded") continue;
                foreach (var output in state.Outputs) Assert.Equal(expected[output], project.Read("scratch/" + output));
                Assert.Contains($"{task} end", project.Lines("log"));
            }

            // Start over now and then, so that kills meet runs of every length.
            if (states.Values.All(state => state.Outcome == "succeeded")) Restart(project);
        }

        var done = Json.Tasks(project.Run("status", "--json").Output).Where(pair => pair.Value.Outcome == "succeeded").Select(pair => pair.Key).ToList();
        var before = done.ToDictionary(task => task, task => project.Lines("log").Count(line => line == $"{task} start"));
        project.Run("run", "-j", "3").Expect(0);
        Assert.All(done, task => Assert.Equal(before[task], project.Lines("log").Count(line => line == $"{task} start")));
        Assert.Equal(expected, Outputs(project));
        Assert.Contains($"0 ran, {3 * Chains} fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_killed_run_left_is_ended_before_its_task_starts_again()
    {
        await Task.Yield();
        var sleepers = new Sleepers();
        using var project = new CrashProject();
        project.Tasks("{shell: [], py: [], fork: []}", $$"""
              shell: {command: "test -e {{project.Outside}}/again && exit 0; trap '' TERM HUP; env -i setsid {{sleepers.Command}} & (setsid {{sleepers.Command}} &) ; {{sleepers.Command}}; {{sleepers.Command}}"}
              py: {file: "t.py:py"}
              fork: {file: "t.py:fork"}
            """);
        project.Write("t.py", $"""
            import os, subprocess, time
            AGAIN = "{project.Outside}/again"
            def py():
                if os.path.exists(AGAIN): return
                subprocess.Popen("{sleepers.Command}", shell=True, start_new_session=True)
                time.sleep(100)
            def fork():
                if os.path.exists(AGAIN): return
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0: os.execvp("sleep", ["sleep", "{sleepers.Seconds}"])
                    os._exit(0)
                time.sleep(100)
            """);
        using (var tool = project.Start("run", "--no-restore", "-j", "4"))
        {
            CrashProject.Until(() => sleepers.Alive().Count == 5, "5 sleepers");
            tool.Signal(9);
            tool.Wait();
        }

        Assert.Equal(3, project.Run("plan").Expect(0).Output.Split('\n').Count(line => line.EndsWith("  interrupted", StringComparison.Ordinal)));
        project.Write("../again", "");
        var next = project.Run("run", "-j", "4").Expect(0);
        Assert.Empty(sleepers.Alive());
        Assert.Matches(@"run \S+ was killed and had left \d+ process\(es\) running", next.Output);
        Assert.Contains("(interrupted)", next.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_half_written_output_of_a_killed_run_is_never_taken_as_done()
    {
        await Task.Yield();
        var sleepers = new Sleepers();
        using var project = new CrashProject();
        project.Tasks("{a: [], b: a}", $$"""
              a: {command: "cat $PWD/in.txt > $OUTPUT_PIPELINE_DIR/a.csv; test -e $PWD/whole || {{sleepers.Command}}", outputs: [a.csv], code_deps: [in.txt]}
              b: {command: "cat $OUTPUT_PIPELINE_DIR/a.csv > $OUTPUT_PIPELINE_DIR/b.csv", outputs: [b.csv]}
            """);
        project.Write("in.txt", "one\n").Write("whole", "");
        project.Run("run").Expect(0);
        project.Write("in.txt", "half\n");
        File.Delete(project["whole"]);
        using (var tool = project.Start("run", "--no-restore"))
        {
            CrashProject.Until(() => sleepers.Alive().Count == 1, "the sleeper");
            tool.Signal(9);
            tool.Wait();
        }

        // The old definition is back, and the output has the old size: only the record of the start tells.
        project.Write("in.txt", "one\n");
        Assert.Contains("a  interrupted", project.Run("plan").Output, StringComparison.Ordinal);
        project.Write("whole", "");
        Assert.Contains("1 ran, 1 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
        Assert.Equal("one\n", project.Read("scratch/b.csv"));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_start_of_a_task_is_on_record_before_its_process_starts()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{a: [], b: []}", """
              a: {command: ["python3", "-c", "import glob; print('RECORDED', any(b'\\x01a\\x00' in open(p, 'rb').read() for p in glob.glob('.kptn/state/*/*/log')))"]}
              b: {command: "kill -9 $PPID; sleep 1"}
            """);
        project.Run("run", "a").Expect(0);
        Assert.Contains("RECORDED True", project.Run("logs", "a").Output, StringComparison.Ordinal);

        // The task's first act ends kptn, so that nothing could be recorded later.
        project.Run("run", "b").Expect(137);
        Assert.Contains("b  interrupted", project.Run("plan").Output, StringComparison.Ordinal);
    }

    private static CrashProject Pipeline()
    {
        var project = new CrashProject();
        var log = project.Outside + "/log";
        var graph = new List<string>();
        var tasks = new List<string>();
        for (var i = 0; i < Chains; i++)
        {
            graph.AddRange([$"s{i}: []", $"p{i}: s{i}", $"c{i}: [p{i}, s{(i + 1) % Chains}]"]);
            tasks.Add($$"""
                  s{{i}}: {command: "echo s{{i}} start >> {{log}}; rm -f $OUTPUT_PIPELINE_DIR/s{{i}}.tmp; for k in 1 2 3 4 5; do echo s{{i}} $k >> $OUTPUT_PIPELINE_DIR/s{{i}}.tmp; sleep 0.01; done; mv $OUTPUT_PIPELINE_DIR/s{{i}}.tmp $OUTPUT_PIPELINE_DIR/s{{i}}.csv; echo s{{i}} end >> {{log}}", outputs: [s{{i}}.csv]}
                  p{{i}}: {file: "t.py:work", outputs: [p{{i}}.csv], cache_result: true, args: {name: p{{i}}, source: s{{i}} } }
                  c{{i}}: {command: "echo c{{i}} start >> {{log}}; cat $OUTPUT_PIPELINE_DIR/p{{i}}.csv $OUTPUT_PIPELINE_DIR/s{{(i + 1) % Chains}}.csv > $OUTPUT_PIPELINE_DIR/c{{i}}.csv; sleep 0.02; echo c{{i}} end >> {{log}}", outputs: [c{{i}}.csv]}
                """);
        }

        project.Tasks("{" + string.Join(", ", graph) + "}", string.Join('\n', tasks));
        project.Write("t.py", $$"""
            import time
            def log(text):
                with open("{{log}}", "a") as f: f.write(text + "\n")
            def work(name, source, scratch_dir):
                log(name + " start")
                text = open(f"{scratch_dir}/{source}.csv").read()
                with open(f"{scratch_dir}/{name}.csv", "w") as f:
                    for line in text.splitlines():
                        f.write(name + " " + line + "\n"); f.flush(); time.sleep(0.01)
                log(name + " end")
                return {"lines": len(text.splitlines())}
            """);
        return project;
    }

    private static SortedDictionary<string, string> Outputs(CrashProject project) =>
        new(Directory.GetFiles(project["scratch"], "*.csv").ToDictionary(path => Path.GetFileName(path)!, File.ReadAllText));

    private static void Restart(CrashProject project)
    {
        Directory.Delete(project["scratch"], recursive: true);
        File.Delete(Path.Combine(project.Outside, "log"));
        Directory.Delete(project[".kptn/state"], recursive: true);
    }
}
