using Kptn.Engine.Execution.Items;
using Kptn.Engine.State;

namespace Kptn.Engine.Tests.Languages.Python;

public sealed class PythonItemFailureSpecs : IAsyncDisposable
{
    private const string Counted = "import os, sys, time, signal\nopen('imports', 'a').write('i')\n";
    private readonly ItemsFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Theory(Timeout = 20_000)]
    [InlineData("raise ValueError('boom')", 1, "ValueError: boom (tasks/t.py:5)")]
    [InlineData("raise ValueError('two\\nlines')", 1, "ValueError: two\nlines (tasks/t.py:5)")]
    [InlineData("sys.exit(3)", 3, "SystemExit: exited with code 3 (tasks/t.py:5)")]
    [InlineData("sys.exit('no data')", 1, "SystemExit: exited: no data (tasks/t.py:5)")]
    [InlineData("raise KeyboardInterrupt", 130, "KeyboardInterrupt: interrupted by KeyboardInterrupt (tasks/t.py:5)")]
    [InlineData("raise MemoryError", 1, "MemoryError:  (tasks/t.py:5)")]
    [InlineData("return {1, 2}", 1, "the result is not JSON: result is a set")]
    [InlineData("return float('nan')", 1, "the result is not JSON: result is the float nan, which JSON does not have")]
    [InlineData("return '\\ud800'", 1, "the result is not JSON: result is a str with a lone surrogate, which is no text: '\\ud800'")]
    [InlineData("yield 1", 1, "f() is a generator, so nothing of it has run: return a list instead of using yield (tasks/t.py:3)")]
    [InlineData("import threading\n        t = threading.Thread(target=time.sleep, args=(0.05,)); t.start(); raise ValueError", 1, "ValueError:  (tasks/t.py:6)")]
    public async Task What_an_item_raises_fails_it_alone(string statement, int code, string error)
    {
        var ends = await _python.RunAsync(Counted + $"def f(x):\n    if x == 1:\n        {statement}\n    return None if x == 1 else x", 3);
        if (statement.StartsWith("yield", StringComparison.Ordinal))
        {
            Assert.All(ends, end => Assert.Equal((TaskOutcome.Failed, error), (end.Outcome, end.Error)));
            return;
        }

        Assert.Equal((TaskOutcome.Failed, error, (int?)code), (ends[1].Outcome, ends[1].Error, ends[1].ExitCode));
        Assert.Equal(["0", "2"], [ItemsFolder.Result(ends[0], _python.Item(0, "0")), ItemsFolder.Result(ends[2], _python.Item(2, "2"))]);
        Assert.Equal("i", _python.Imports);
        var writesNothing = statement == "sys.exit(3)";
        Assert.Equal(writesNothing ? [] : ["1.log"], _python.Logs);
        Assert.DoesNotContain("items-", _python.Log(1) ?? "");
    }

    [Theory(Timeout = 20_000)]
    [InlineData("os._exit(3)", 3, "exited with code 3 before returning")]
    [InlineData("os._exit(0)", 0, "exited with code 0 before returning")]
    [InlineData("os.kill(os.getpid(), 9)", 137, "was killed by signal 9 (SIGKILL)")]
    [InlineData("os.abort()", 134, "was killed by signal 6 (SIGABRT)")]
    [InlineData("import ctypes; ctypes.string_at(0)", 139, "was killed by signal 11 (SIGSEGV)")]
    [InlineData("import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\n        while True: pass", 137, "was killed by signal 9 (SIGKILL)")]
    [InlineData("os.closerange(3, 2000); os._exit(4)", 4, "exited with code 4 before returning")]
    public async Task A_crash_ends_one_item_and_the_others_go_on_in_a_fresh_process(string statement, int code, string error)
    {
        var ends = await _python.RunAsync(Counted + $"def f(x):\n    print('item', x)\n    if x == 1:\n        sys.stdout.flush(); os.system('echo sub')\n        {statement}\n    return os.getpid()", 4);

        Assert.Equal((TaskOutcome.Failed, error, (int?)code), (ends[1].Outcome, ends[1].Error, ends[1].ExitCode));
        Assert.All([ends[0], ends[2], ends[3]], end => Assert.Equal(TaskOutcome.Succeeded, end.Outcome));
        Assert.Equal("ii", _python.Imports);
        Assert.StartsWith("item 1\nsub\n", _python.Log(1));
        Assert.Equal(["item 0\n", "item 2\n", "item 3\n"], new[] { 0, 2, 3 }.Select(_python.Log));
        Assert.True(ends[1].PeakMemory > 0);
        Assert.True(ends[0].Result.Span.SequenceEqual(ends[0].Result.Span));
        Assert.False(ends[2].Result.Span.SequenceEqual(ends[0].Result.Span));
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_item_may_crash()
    {
        var ends = await _python.RunAsync(Counted + "def f(x): os._exit(x + 1)", 40);

        Assert.Equal(Enumerable.Range(1, 40).Select(n => $"exited with code {n} before returning"), ends.Select(end => end.Error));
        Assert.Equal(40, _python.Imports.Length);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("time.sleep(60)")]
    [InlineData("signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); time.sleep(60)")]
    [InlineData("import subprocess; print(subprocess.Popen(['setsid', 'sleep', '81.125']).pid, file=open('pid', 'w'), flush=True); time.sleep(60)")]
    public async Task A_hang_ends_one_item_at_its_limit(string statement)
    {
        var worker = _python.Open(_python.Call(Counted + $"def f(x):\n    print('item', x, flush=True)\n    if x == 1:\n        {statement}\n    return x") with { Timeout = TimeSpan.FromSeconds(3) });
        var ends = await _python.RunAsync(worker, _python.Items(3));

        Assert.Equal([TaskOutcome.Succeeded, TaskOutcome.Failed, TaskOutcome.Succeeded], ends.Select(end => end.Outcome));
        Assert.Equal("it ran longer than its timeout of 3 s and was ended", ends[1].Error);
        Assert.True(ends[1].Duration >= TimeSpan.FromSeconds(3));
        Assert.Equal("item 1\n", _python.Log(1));
        if (File.Exists(_python.Files["pid"])) Assert.False(WorkerFolder.IsAlive(int.Parse(_python.Files.Read("pid"))));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_hang_is_asked_to_end_once()
    {
        const string Handler = "def asked(*_):\n    print('asked', flush=True); time.sleep(0.3); sys.exit(0)\nsignal.signal(signal.SIGTERM, asked)\n";
        var worker = _python.Open(_python.Call(Counted + Handler + "def f(x):\n    if x == 1: time.sleep(60)\n    return x") with { Timeout = TimeSpan.FromSeconds(3) });
        var ends = await _python.RunAsync(worker, _python.Items(3));

        Assert.Equal("it ran longer than its timeout of 3 s and was ended", ends[1].Error);
        Assert.Equal("asked\n", _python.Log(1));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_limit_is_for_each_item_and_not_for_a_bundle()
    {
        var worker = _python.Open(_python.Call("import time\ndef f(x): time.sleep(0.5); return x") with { Timeout = TimeSpan.FromSeconds(3) });

        Assert.Equal(8, (await _python.ResultsAsync(worker, _python.Items(8))).Length);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_slow_listener_does_not_count_as_the_next_items_time()
    {
        var worker = _python.Open(_python.Call("def f(x): return x") with { Timeout = TimeSpan.FromSeconds(2) });
        var ends = await _python.RunAsync(worker, _python.Items(3), ended: (_, _) => Thread.Sleep(2500));

        Assert.All(ends, end => Assert.Equal("", end.Error));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("import nowhere", "ModuleNotFoundError: No module named 'nowhere' (looked in ")]
    [InlineData("1 / 0", "ZeroDivisionError: division by zero (tasks/t.py:3)")]
    [InlineData("def f(:", "SyntaxError: ")]
    [InlineData("sys.exit(3)", "SystemExit: the script ended by sys.exit(3) while it was loaded")]
    [InlineData("os._exit(5)", "exited with code 5 before returning")]
    [InlineData("os.kill(os.getpid(), 11)", "was killed by signal 11 (SIGSEGV)")]
    [InlineData("def f(x, y): pass", "the parameter 'y' of f() has no value: no dependency, arg or config entry has this name (tasks/t.py:3)")]
    [InlineData("def g(): pass", "t.py has no function 'f'")]
    public async Task A_module_that_cannot_be_used_fails_all_items_at_once(string statement, string error)
    {
        var worker = _python.Open(Counted + statement);
        var ends = await _python.RunAsync(worker, _python.Items(50));
        var more = await _python.RunAsync(worker, _python.Items(50));

        Assert.All(ends.Concat(more), end => Assert.StartsWith(error, end.Error));
        Assert.All(ends, end => Assert.Equal(TaskOutcome.Failed, end.Outcome));
        Assert.InRange(_python.Imports.Length, 0, 2);
        if (statement.Contains('/', StringComparison.Ordinal)) Assert.StartsWith("Traceback", _python.Log(0));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_import_that_hangs_fails_all_items_at_its_limit()
    {
        var worker = _python.Open(_python.Call(Counted + "time.sleep(60)\ndef f(x): pass") with { Timeout = TimeSpan.FromSeconds(0.5) });
        var ends = await _python.RunAsync(worker, _python.Items(5));

        Assert.All(ends, end => Assert.Equal((TaskOutcome.Failed, "it ran longer than its timeout of 0.5 s and was ended"), (end.Outcome, end.Error)));
        Assert.Equal("i", _python.Imports);
    }

    [Fact(Timeout = 20_000)]
    public async Task What_was_mended_is_tried_again_later()
    {
        var worker = _python.Open("import nowhere");
        Assert.Equal(TaskOutcome.Failed, (await _python.RunAsync(worker, _python.Items(1)))[0].Outcome);
        _python.Files.Write("tasks/t.py", "def f(x): return x");
        await Task.Delay(1200, TestContext.Current.CancellationToken);

        Assert.Equal(["0"], await _python.ResultsAsync(worker, _python.Items(1)));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_forked_copy_that_returns_does_not_speak_for_the_item()
    {
        Assert.Equal(["\"parent\"", "\"parent\"", "\"parent\""], await _python.ResultsAsync("import os\ndef f(x):\n    if os.fork() == 0: return 'child'\n    os.wait(); return 'parent'", 3));
        Assert.Equal(["256", "256", "256"], await _python.ResultsAsync("import os\ndef f(x):\n    if os.fork() == 0: raise ValueError\n    return os.wait()[1]", 3));
        Assert.Equal(["1792", "1792"], await _python.ResultsAsync("import os, sys\ndef f(x):\n    if os.fork() == 0: sys.exit(7)\n    return os.wait()[1]", 2));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("os.closerange(3, 4000)")]
    [InlineData("[os.close(h) for h in map(int, os.listdir('/proc/self/fd')) if h > 2 and os.path.exists('/proc/self/fd/%d' % h)]")]
    [InlineData("[os.dup2(2, h) for h in map(int, os.listdir('/proc/self/fd')) if h > 2 and os.path.exists('/proc/self/fd/%d' % h)]")]
    public async Task An_item_that_takes_the_connection_away_still_succeeds(string statement)
    {
        var worker = _python.Open(Counted + $"def f(x):\n    print('item', x)\n    if x == 1: {statement}\n    return x");

        Assert.Equal(["0", "1", "2", "3"], await _python.ResultsAsync(worker, _python.Items(4)));
        Assert.Equal("ii", _python.Imports);
        Assert.Equal(["item 0\n", "item 1\n", "item 2\n", "item 3\n"], Enumerable.Range(0, 4).Select(_python.Log));
        await worker.DisposeAsync();
        Assert.Equal(["0.log", "1.log", "2.log", "3.log"], _python.AllFiles);
    }

    [Fact(Timeout = 20_000)]
    public async Task Noise_on_the_connection_fails_the_item_that_makes_it()
    {
        var ends = await _python.RunAsync("import os\ndef f(x):\n    if x == 1:\n        for h in map(int, os.listdir('/proc/self/fd')):\n            try: os.write(h, b'\\x7f' * 64) if h > 2 else 0\n            except OSError: pass\n        __import__('time').sleep(60)\n    return x", 3);

        Assert.Equal([TaskOutcome.Succeeded, TaskOutcome.Failed, TaskOutcome.Succeeded], ends.Select(end => end.Outcome));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_result_file_that_cannot_be_written_fails_the_item()
    {
        _python.Files.Write("file", "");
        var end = await _python.RunAsync(_python.Open("def f(x): return 'y' * 5000"), [_python.Item(0, "1") with { ResultPath = _python.Files["file/result.json"] }]);

        Assert.StartsWith("the result cannot be written: ", end[0].Error);
    }

    [Fact(Timeout = 20_000)]
    public async Task Cancellation_interrupts_the_item_that_runs_and_the_rest()
    {
        using var source = new CancellationTokenSource();
        var worker = _python.Open("import os, subprocess, time\ndef f(x):\n    if x == 1:\n        print('here', flush=True)\n        print(subprocess.Popen(['setsid', 'sleep', '82.125']).pid, file=open('pid', 'w'), flush=True)\n        time.sleep(60)\n    return x");
        var running = _python.RunAsync(worker, _python.Items(4), source.Token);
        while (!File.Exists(_python.Files["pid"]) || !_python.Files.Read("pid").EndsWith('\n')) await Task.Delay(10, TestContext.Current.CancellationToken);
        await source.CancelAsync();
        var ends = await running;

        Assert.Equal([TaskOutcome.Succeeded, TaskOutcome.Interrupted, TaskOutcome.Interrupted, TaskOutcome.Interrupted], ends.Select(end => end.Outcome));
        Assert.Equal("it was interrupted", ends[1].Error);
        Assert.Equal("the run stopped before it was started", ends[2].Error);
        Assert.Equal("here\n", _python.Log(1));
        Assert.False(WorkerFolder.IsAlive(int.Parse(_python.Files.Read("pid"))));
        Assert.All(await _python.RunAsync(worker, _python.Items(2), source.Token), end => Assert.Equal(TaskOutcome.Interrupted, end.Outcome));
        Assert.Equal(["0"], await _python.ResultsAsync(worker, _python.Items(1)));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_fork_server_that_dies_costs_the_item_that_runs()
    {
        var ends = await _python.RunAsync("import os, time\ndef f(x):\n    if x == 1:\n        os.kill(os.getppid(), 9)\n        time.sleep(60)\n    return x", 3);

        Assert.Equal(["", "the Python worker was killed by signal 9 (SIGKILL) while the task ran", ""], ends.Select(end => end.Error));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_process_that_dies_between_bundles_is_replaced()
    {
        var worker = _python.Open("import os\ndef f(x): return os.getpid()");
        var pid = int.Parse((await _python.ResultsAsync(worker, _python.Items(1)))[0]);
        System.Diagnostics.Process.GetProcessById(pid).Kill();
        await WorkerFolder.GoneAsync(pid);
        await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.NotEqual($"{pid}", (await _python.ResultsAsync(worker, _python.Items(1)))[0]);
    }

    [Fact(Timeout = 20_000)]
    public async Task What_items_leave_running_ends_with_the_worker()
    {
        var worker = _python.Open("import subprocess\ndef f(x): return subprocess.Popen(['sleep', '83.125']).pid");
        var pid = int.Parse((await _python.ResultsAsync(worker, _python.Items(1)))[0]);
        Assert.True(WorkerFolder.IsAlive(pid));
        await worker.DisposeAsync();

        Assert.False(WorkerFolder.IsAlive(pid));
    }

    [Fact(Timeout = 20_000)]
    public async Task When_kptn_goes_nothing_stays()
    {
        using var source = new CancellationTokenSource();
        var running = _python.RunAsync(_python.Open("import os, subprocess, time\ndef f(x):\n    print(os.getpid(), subprocess.Popen(['setsid', 'sleep', '84.125']).pid, file=open('pid', 'w'), flush=True)\n    time.sleep(60)"), _python.Items(1), source.Token);
        while (!File.Exists(_python.Files["pid"]) || !_python.Files.Read("pid").EndsWith('\n')) await Task.Delay(10, TestContext.Current.CancellationToken);
        _python.Worker.KillAll();
        await source.CancelAsync();
        await running;

        foreach (var pid in _python.Files.Read("pid").Split(' ')) await WorkerFolder.GoneAsync(int.Parse(pid));
    }

    [Fact(Timeout = 20_000)]
    public async Task Without_python_nothing_is_told_of_items()
    {
        await using var broken = new WorkerFolder(interpreter: "/nowhere/python3");
        await using IItemWorker worker = new PythonItems(broken.Worker, broken.Write("def f(): pass"), error => error.Message);

        var error = await Assert.ThrowsAsync<IOException>(() => worker.RunAsync(_python.Items(2), (_, _) => Assert.Fail("told"), TestContext.Current.CancellationToken));
        Assert.Equal("the Python worker: cannot start '/nowhere/python3': No such file or directory", error.Message);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_listener_that_fails_leaves_nothing_for_the_next_bundle()
    {
        var worker = _python.Open("def f(x): return x");
        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.RunAsync(_python.Items(5), (_, _) => throw new InvalidOperationException(), TestContext.Current.CancellationToken));

        Assert.Equal(["\"a\"", "\"b\""], await _python.ResultsAsync(worker, [_python.Item(8, "\"a\""), _python.Item(9, "\"b\"")]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Items_of_many_workers_may_end_in_any_way_at_once()
    {
        var call = _python.Call("""
            import os, sys, time
            def f(x):
                print('item', x)
                kind = x % 10
                if kind == 1: raise ValueError(x)
                if kind == 2: sys.exit(7)
                if kind == 3: os._exit(8)
                if kind == 4: os.kill(os.getpid(), 9)
                if kind == 5: os.closerange(3, 2000)
                if kind == 6 and x % 50 == 6: time.sleep(60)
                return 'y' * 3000 if kind == 7 else x
            """) with { Timeout = TimeSpan.FromSeconds(2) };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async slot =>
        {
            var worker = _python.Open(call);
            for (var from = slot * 100; from < (slot * 100) + 100; from += 25)
            {
                var items = Enumerable.Range(from, 25).Select(n => _python.Item(n, $"{n}")).ToList();
                var ends = await _python.RunAsync(worker, items);
                for (var i = 0; i < items.Count; i++) Check(from + i, ends[i], items[i]);
            }
        }));

        Assert.Equal(400, _python.Logs.Count(name => name.EndsWith(".log", StringComparison.Ordinal)));
        Assert.All(Enumerable.Range(0, 400), n => Assert.StartsWith($"item {n}\n", _python.Log(n)!));
    }

    private static void Check(int number, ItemEnd end, ItemWork item)
    {
        var error = (number % 10) switch
        {
            1 => $"ValueError: {number} (tasks/t.py:5)",
            2 => "SystemExit: exited with code 7 (tasks/t.py:6)",
            3 => "exited with code 8 before returning",
            4 => "was killed by signal 9 (SIGKILL)",
            6 when number % 50 == 6 => "it ran longer than its timeout of 2 s and was ended",
            _ => "",
        };
        Assert.Equal(error, end.Error);
        if (error.Length == 0) Assert.Equal(number % 10 == 7 ? $"\"{new string('y', 3000)}\"" : $"{number}", ItemsFolder.Result(end, item));
    }
}
