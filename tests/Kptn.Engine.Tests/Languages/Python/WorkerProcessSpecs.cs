using Kptn.Engine.Languages.Python;

namespace Kptn.Engine.Tests.Languages.Python;

public sealed class WorkerProcessSpecs : IAsyncDisposable
{
    private readonly WorkerFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Fact(Timeout = 20_000)]
    public async Task A_task_sees_a_process_as_if_started_for_its_script()
    {
        _python.Files.Write("lib/own.py", "WHERE = __file__");
        var call = _python.Write("""
            import os, sys, own, dataclasses, pickle
            @dataclasses.dataclass
            class Row:
                a: int
            def f():
                print("out"); print("err", file=sys.stderr); os.system("echo sub"); print("end", end="")
                assert pickle.loads(pickle.dumps(Row(1))) == Row(1)
                return [__name__, __file__, os.getcwd(), sys.argv, own.WHERE, os.environ["EXTRA"], sys.stdin.read(), os.getsid(0) == os.getpid(), sys.path[:3], "__file__" in vars(sys.modules["__main__"])]
            """) with { Environment = [new("EXTRA", "ü")] };
        var root = _python.Files.Root;

        Assert.Equal($"""["t","{root}/tasks/t.py","{root}",["{root}/tasks/t.py"],"{root}/lib/own.py","ü","",true,["{root}/tasks","{root}/lib","{root}"],false]""", await _python.ResultAsync(call));
        Assert.Equal("out\nerr\nsub\nend", _python.Log);
        Assert.Empty(Directory.GetDirectories(root, "__pycache__", SearchOption.AllDirectories));
    }

    [Fact(Timeout = 20_000)]
    public async Task Usage_is_told_of_each_call()
    {
        var large = await _python.RunAsync("def f():\n    x = bytearray(80_000_000); x[::4096] = x[::4096]\n    for i in range(3_000_000): pass");
        var small = await _python.RunAsync("def f(): pass");

        Assert.InRange(large.Exit.PeakMemory, 80_000_000, 200_000_000);
        Assert.True(large.Exit.CpuTime > small.Exit.CpuTime);
        Assert.InRange(small.Exit.PeakMemory, 1_000_000, 50_000_000);
    }

    [Fact(Timeout = 20_000)]
    public async Task Sixteen_calls_run_at_once()
    {
        _python.Files.Write("t.py", "import os, time\ndef f(n):\n    open('here%d' % n, 'w').close()\n    while sum(x.startswith('here') for x in os.listdir('.')) < 16: time.sleep(0.01)\n    return n");
        var calls = Enumerable.Range(0, 16).Select(n => _python.Call("t.py") with { Arguments = [PythonArgument.Literal("n", $"{n}")] }).ToList();
        var results = await Task.WhenAll(calls.Select(_python.ResultAsync));

        Assert.Equal(Enumerable.Range(0, 16).Select(n => $"{n}"), results);
        Assert.Equal(1, _python.Processes.Started);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_thousand_calls_one_after_the_other_succeed_and_leak_nothing()
    {
        var call = _python.Write("def f(): pass") with { ResultPath = null };
        await _python.RunAsync(call);
        var handles = Directory.GetFiles($"/proc/{_python.Worker.ProcessId}/fd").Length;
        for (var i = 0; i < 1000; i++) Assert.True((await _python.RunAsync(call)).Succeeded);

        Assert.Equal(1, _python.Processes.Started);
        Assert.Equal(handles, Directory.GetFiles($"/proc/{_python.Worker.ProcessId}/fd").Length);
    }

    [Fact(Timeout = 20_000)]
    public async Task Calls_share_nothing()
    {
        var code = "import os\nSEEN = []\ndef f():\n    SEEN.append(1)\n    return [len(SEEN), 'LEFT' in os.environ]";
        await _python.RunAsync("import os, json\ndef f():\n    json.loads = None; os.environ['LEFT'] = '1'; os.chdir('/')");

        Assert.Equal("[1,false]", await _python.ResultAsync(code));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_edit_within_the_same_second_is_seen()
    {
        for (var i = 0; i < 4; i++)
        {
            _python.Files.Write("lib/own.py", $"VALUE = {i}");
            Assert.Equal($"[{i},{i}]", await _python.ResultAsync($"import own\ndef f(): return [own.VALUE, {i}]"));
        }
    }

    [Theory(Timeout = 20_000)]
    [InlineData("select.py")]
    [InlineData("json.py")]
    [InlineData("01 my-task.py")]
    [InlineData("statistics.py")]
    public async Task A_script_may_have_any_name(string file)
    {
        _python.Files.Write(file, "import subprocess, json as j\ndef f(): return subprocess.run(['echo', 'x'], capture_output=True, text=True).stdout");

        Assert.Equal("\"x\\n\"", await _python.ResultAsync(_python.Call(file)));
    }

    [Fact(Timeout = 20_000)]
    public async Task Fifty_megabytes_of_output_reach_the_log()
    {
        await _python.RunAsync("import sys\ndef f():\n    for i in range(50): sys.stdout.write('x' * 1_000_000)\n    sys.stdout.buffer.write(b'\\xff\\xfe\\n')");

        Assert.Equal(50_000_003, new FileInfo(_python.Files["log"]).Length);
    }

    [Fact(Timeout = 20_000)]
    public async Task Threads_and_exit_handlers_finish_as_usual()
    {
        await _python.ResultAsync("import atexit, threading, time\ndef f():\n    atexit.register(print, 'exit', end='')\n    threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()");

        Assert.Equal("thread\nexit", _python.Log);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("fork")]
    [InlineData("spawn")]
    [InlineData("forkserver")]
    public async Task Multiprocessing_works_and_leaves_nothing(string method)
    {
        var call = _python.Write($"import multiprocessing as m\ndef g(x): return x * x\ndef f():\n    with m.get_context('{method}').Pool(2) as p: return p.map(g, range(4))");
        var outcome = await _python.RunAsync(call);

        Assert.True(outcome.Succeeded, _python.Log);
        Assert.Equal("[0,1,4,9]", await File.ReadAllTextAsync(call.ResultPath!, TestContext.Current.CancellationToken));
        Assert.False(outcome.Exit.LeftChildren);
        Assert.Empty(Directory.GetDirectories(_python.Files.Root, "__pycache__", SearchOption.AllDirectories));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_forked_copy_of_the_task_that_returns_does_not_speak_for_it()
    {
        Assert.Equal("\"parent\"", await _python.ResultAsync("import os, time\ndef f():\n    if os.fork() == 0: return 'child'\n    os.wait(); return 'parent'"));
        Assert.Equal("\"parent\"", await _python.ResultAsync("import os, time\ndef f():\n    if os.fork() == 0: raise ValueError\n    os.wait(); return 'parent'"));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_child_that_outlives_the_task_is_ended_and_reported()
    {
        var outcome = await _python.RunAsync("import os, subprocess\ndef f():\n    print(subprocess.Popen(['sleep', '71.125']).pid, file=open('pid', 'w'), flush=True)");

        Assert.True(outcome.Succeeded);
        Assert.True(outcome.Exit.LeftChildren);
        Assert.False(WorkerFolder.IsAlive(await _python.NumberAsync("pid")));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_time_limit_ends_the_whole_tree()
    {
        var call = _python.Write("import subprocess, time\ndef f():\n    print(subprocess.Popen(['setsid', 'sleep', '72.125']).pid, file=open('pid', 'w'), flush=True)\n    time.sleep(72)") with { Timeout = TimeSpan.FromSeconds(3) };
        var outcome = await _python.RunAsync(call);

        Assert.Equal((true, false, 15), (outcome.Exit.TimedOut, outcome.Succeeded, outcome.Exit.Signal));
        Assert.Equal(new PythonError("python-timeout", "ran longer than its limit of 3 s"), outcome.Error);
        Assert.False(WorkerFolder.IsAlive(await _python.NumberAsync("pid")));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_task_that_ignores_the_request_to_end_is_killed()
    {
        var call = _python.Write("import signal, time\ndef f():\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    while True: time.sleep(1)") with { Timeout = TimeSpan.FromSeconds(2) };
        var outcome = await _python.RunAsync(call);

        Assert.Equal((true, 9), (outcome.Exit.TimedOut, outcome.Exit.Signal));
    }

    [Fact(Timeout = 20_000)]
    public async Task Cancellation_ends_a_call_and_the_next_still_runs()
    {
        using var source = new CancellationTokenSource();
        var running = _python.Worker.CallAsync(_python.Write("import os, time\ndef f():\n    print(os.getpid(), file=open('pid', 'w'), flush=True)\n    time.sleep(73)"), source.Token);
        await _python.NumberAsync("pid");
        await source.CancelAsync();

        Assert.Equal("python-cancelled", (await running).Error!.Code);
        Assert.Equal("python-cancelled", (await _python.Worker.CallAsync(_python.Call("tasks/t.py"), source.Token)).Error!.Code);
        Assert.Equal("1", await _python.ResultAsync("def f(): return 1"));
        Assert.Equal(1, _python.Processes.Started);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_killed_worker_fails_its_calls_and_the_next_call_gets_a_new_one()
    {
        var running = _python.RunAsync("import os, time\ndef f():\n    print(os.getpid(), file=open('pid', 'w'), flush=True)\n    time.sleep(74)");
        var task = await _python.NumberAsync("pid");
        System.Diagnostics.Process.GetProcessById(_python.Worker.ProcessId!.Value).Kill();
        var outcome = await running;

        Assert.Equal(new PythonError("python-worker", "the Python worker was killed by signal 9 (SIGKILL) while the task ran"), outcome.Error);
        Assert.False(WorkerFolder.IsAlive(task));
        Assert.Equal("1", await _python.ResultAsync("def f(): return 1"));
        Assert.Equal(2, _python.Processes.Started);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_worker_that_was_killed_while_idle_is_replaced()
    {
        await _python.ResultAsync("def f(): return 1");
        var old = _python.Worker.ProcessId!.Value;
        System.Diagnostics.Process.GetProcessById(old).Kill();
        await WorkerFolder.GoneAsync(old);
        await Task.Delay(50, TestContext.Current.CancellationToken);

        Assert.Equal("1", await _python.ResultAsync("def f(): return 1"));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_task_that_kills_the_worker_harms_only_what_runs()
    {
        Assert.Equal("python-worker", (await _python.ErrorAsync("import os, time\ndef f():\n    os.kill(os.getppid(), 9)\n    time.sleep(75)")).Code);
        Assert.Equal("1", await _python.ResultAsync("def f(): return 1"));
    }

    [Theory(Timeout = 20_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_kptn_goes_nothing_stays(bool kill)
    {
        var running = _python.RunAsync("import os, subprocess, signal, time\ndef f():\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    print(os.getpid(), file=open('pid', 'w'), flush=True)\n    print(subprocess.Popen(['setsid', 'sleep', '76.125']).pid, file=open('sub', 'w'), flush=True)\n    time.sleep(76)");
        var (task, sub) = (await _python.NumberAsync("pid"), await _python.NumberAsync("sub"));
        if (kill) _python.Worker.KillAll();
        else await _python.Worker.DisposeAsync();

        Assert.False((await running).Succeeded);
        await Task.WhenAll(WorkerFolder.GoneAsync(task), WorkerFolder.GoneAsync(sub), WorkerFolder.GoneAsync(_python.Worker.ProcessId!.Value));
    }

    [Fact(Timeout = 20_000)]
    public async Task Many_calls_may_end_in_any_way_at_once()
    {
        _python.Files.Write("t.py", "import os, sys\ndef f(n):\n    if n % 3 == 1: os.kill(os.getpid(), 9)\n    if n % 3 == 2: raise ValueError('v' * 5000)\n    return n");
        var calls = Enumerable.Range(0, 120).Select(n => _python.Call("t.py") with { Arguments = [PythonArgument.Literal("n", $"{n}")] }).ToList();
        var outcomes = await Task.WhenAll(calls.Select(_python.RunAsync));

        Assert.Equal((40, 40, 40), (outcomes.Count(o => o.Succeeded), outcomes.Count(o => o.Exit.Signal == 9), outcomes.Count(o => o.Error?.Type == "ValueError")));
    }

    [Fact(Timeout = 20_000)]
    public async Task Large_and_deep_arguments_pass()
    {
        var text = new string('ü', 3_000_000);

        Assert.Equal("3000000", await _python.ResultAsync("def f(a): return len(a)", PythonArgument.Literal("a", WorkerFolder.Json(text))));
        Assert.Equal("1", await _python.ResultAsync("def f(a): return len(a)", PythonArgument.Literal("a", new string('[', 400) + "1" + new string(']', 400))));
        Assert.Equal("python-worker", (await _python.ErrorAsync("def f(a): return len(a)", PythonArgument.Literal("a", new string('[', 100_000)))).Code);
        Assert.Equal("1", await _python.ResultAsync("def f(): return 1"));
    }

    [Fact(Timeout = 20_000)]
    public async Task Without_fork_the_same_protocol_serves()
    {
        await using var spawning = new WorkerFolder(withoutFork: true);

        Assert.Equal("[1]", await spawning.ResultAsync("import sys\ndef f(a):\n    print('hello')\n    return [a]", PythonArgument.Literal("a", "1")));
        Assert.Equal("hello\n", spawning.Log);
        Assert.Equal("boom", (await spawning.ErrorAsync("def f(): raise ValueError('boom')")).Message);
        Assert.Equal("python-crash", (await spawning.ErrorAsync("import os\ndef f(): os._exit(3)")).Code);
        Assert.True((await spawning.RunAsync(spawning.Write("import time\ndef f(): time.sleep(77)") with { Timeout = TimeSpan.FromSeconds(0.5) })).Exit.TimedOut);
    }
}
