using Kptn.EndToEnd.Crash;

namespace Kptn.EndToEnd.Mapping;

/// <summary>Items that do harm: it costs them alone.</summary>
public sealed class MapItemCrashSpecs
{
    private static readonly (string Name, string Code)[] Failing =
    [
        ("raises", "raise ValueError('no')"),
        ("exits", "sys.exit(5)"),
        ("exits_with_text", "sys.exit('text')"),
        ("exits_at_once", "os._exit(0)"),
        ("exits_at_once_7", "os._exit(7)"),
        ("segfaults", "os.kill(os.getpid(), signal.SIGSEGV)"),
        ("is_killed", "os.kill(os.getpid(), 9)"),
        ("kills_parent", "os.kill(os.getppid(), 9); time.sleep(0.3)"),
        ("kills_group", "os.killpg(0, 9)"),
        ("aborts", "os.abort()"),
        ("hangs", "time.sleep(1000)"),
        ("hangs_deaf", "signal.signal(15, signal.SIG_IGN); time.sleep(1000)"),
        ("has_no_memory", "raise MemoryError"),
        ("takes_too_much", "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)); bytearray(1 << 33)"),
        ("recurses", "f = lambda: f(); f()"),
        ("interrupts", "raise KeyboardInterrupt"),
        ("execs", "os.execvp('echo', ['echo'])"),
        ("returns_no_json", "return object()"),
        ("stops", "os.kill(os.getpid(), signal.SIGSTOP)"),
    ];

    private static readonly (string Name, string Code)[] Rude =
    [
        ("closes_files", "os.closerange(0, 21)"),
        ("closes_all", "os.closerange(0, 4096)"),
        ("prints_much", "[print('y' * (1 << 20)) for _ in range(50)]"),
        ("leaves_a_daemon", "subprocess.Popen(['sleep', '20'], start_new_session=True)"),
        ("forks", "os.fork() or os._exit(0)"),
        ("forks_and_returns", "os.fork()"),
        ("goes_elsewhere", "os.chdir('/')"),
        ("sets_variables", "os.environ['LEAK'] = '1'; os.environ['KPTN_ITEM'] = 'x'; os.environ.pop('PATH')"),
        ("sets_search_path", "sys.path.insert(0, '/leak')"),
        ("empties_search_path", "sys.path = []"),
        ("limits_itself", "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)); resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))"),
        ("masks_files", "os.umask(0o777)"),
        ("moves_stdout", "sys.stdout = open('/dev/null', 'w')"),
        ("closes_stdout", "sys.stdout.close(); sys.stderr.close()"),
        ("detaches_stdout", "sys.stdout.detach()"),
        ("starts_threads", "threading.Thread(target=lambda: (time.sleep(0.1), print('late'))).start()"),
        ("sets_an_alarm", "signal.alarm(1); signal.signal(signal.SIGALRM, lambda *_: os._exit(9))"),
        ("exits_well", "sys.exit(0)"),
        ("breaks_json", "import json; json.dumps = None; json.loads = None"),
        ("deletes_modules", "[sys.modules.pop(name) for name in ('json', 'struct', 'socket')]"),
    ];

    [Theory(Timeout = 120_000)]
    [InlineData("2", 4)]
    [InlineData("4", 100)]
    public async Task What_an_item_does_to_its_process_costs_that_item_alone(string jobs, int bundle)
    {
        await Task.Yield();
        using var project = Project(bundle, [.. Failing, .. Rude]);
        var run = project.Run("run", "-j", jobs).Expect(1);
        Check(project, run);

        // What failed is tried again in the same way however it was bundled.
        if (bundle != 4) return;

        var before = project.Lines("ran").Length;
        project.Run("run", "-j", jobs).Expect(1);
        var again = project.Lines("ran")[before..].Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Failing.Select(item => item.Name).Order(StringComparer.Ordinal), again);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_shell_item_does_costs_that_item_alone()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{list: [], m: list}", """
              list: {command: ["sh", "-c", "echo '[\"ok\", \"false\", \"kill -9 $$\", \"kill -11 $$\", \"kill -9 $PPID; sleep 0.2\", \"sleep 1000\", \"trap : TERM; sleep 1000; sleep 1000\", \"(sleep 1000 & sleep 1000) & exit 3\", \"exec 1>&- 2>&-\", \"cd /; umask 777\", \"head -c 50000000 /dev/zero\", \"ulimit -v 1000; ls\", \"end\"]' > $KPTN_RESULT"], cache_result: true, iterable_item: X}
              m: {command: 'echo "begin $X"; eval "$X"', map_over: X, timeout: 3s}
            """);
        var run = project.Run("run", "-j", "3");
        if (run.ExitCode == 137) return;
        run.Expect(1);
        var ends = Ends(project);
        Assert.Equal(13, ends.Count);
        foreach (var good in new[] { "ok", "end", "cd /; umask 777", "exec 1>&- 2>&-", "head -c 50000000 /dev/zero" }) Assert.Equal("succeeded", ends[good]);
        Assert.Equal(5, ends.Values.Count(end => end == "succeeded"));
    }

    private static void Check(CrashProject project, ToolResult run)
    {
        var ends = Ends(project);
        foreach (var (name, _) in Failing) Assert.True(ends[name] == "failed", $"{name} {ends[name]}\n{run.Output}");
        foreach (var (name, _) in Rude) Assert.True(ends[name] == "succeeded", $"{name} {ends[name]}\n{run.Output}");
        foreach (var name in ends.Keys.Where(name => name.StartsWith("fine", StringComparison.Ordinal))) Assert.True(ends[name] == "succeeded", $"{name} {ends[name]}\n{run.Output}");
        var folder = Directory.GetDirectories(project[".kptn/runs"])[^1];
        foreach (var name in ends.Keys) Assert.StartsWith($"begin {name}\n", File.ReadAllText(Assert.Single(Directory.GetFiles(folder, $"m@{name}.log"))), StringComparison.Ordinal);
        Assert.Equal("begin starts_threads\nlate\n", File.ReadAllText(folder + "/m@starts_threads.log"));
        Assert.True(new FileInfo(folder + "/m@prints_much.log").Length > 50 << 20);
        Assert.Empty(Directory.GetFiles(folder, "*.open*"));
    }

    private static Dictionary<string, string> Ends(CrashProject project) => RunLogs.All(project)
        .Where(pair => pair.Event.Text("event") == "item-ended").GroupBy(pair => pair.Event.Text("item")).ToDictionary(group => group.Key, group => group.Last().Event.Text("outcome"));

    /// <summary>Harmless items between those that do harm see to it that nothing is left of them.</summary>
    private static CrashProject Project(int bundle, IReadOnlyList<(string Name, string Code)> harm)
    {
        var project = new CrashProject();
        project.Tasks("{list: [], m: list}", $$"""
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              m: {file: "t.py:m", map_over: X, bundle_size: {{bundle}}, timeout: 5s, cache_result: true, outputs: ["${X}.txt"]}
            """);
        return project.Write("t.py", $$"""
            import os, signal, subprocess, sys, threading, time
            NAMES = [{{string.Join(", ", harm.Select(item => $"\"{item.Name}\""))}}]
            ROOT = os.getcwd()
            PATH = list(sys.path)
            def items(): return [name for i, harm in enumerate(NAMES) for name in (harm, "fine%d" % i)]
            def m(X, scratch_dir):
                with open("{{project.Outside}}/ran", "a") as f: f.write(X + "\n")
                print("begin " + X)
                assert os.getcwd() == ROOT
                assert "LEAK" not in os.environ and os.environ["KPTN_ITEM"] == '"%s"' % X and "PATH" in os.environ
                assert sys.path == PATH
                with open(f"{scratch_dir}/{X}.txt", "w") as f: f.write(X * 10)
                os.stat(f"{scratch_dir}/{X}.txt").st_mode & 0o400 or os.abort()
                {{string.Join("\n    ", harm.Select(item => $"if X == '{item.Name}': {item.Code}"))}}
                return X
            """);
    }
}
