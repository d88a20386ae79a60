namespace Kptn.Engine.Tests.Languages.Python;

public sealed class PythonItemLogSpecs : IAsyncDisposable
{
    private readonly ItemsFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Fact(Timeout = 20_000)]
    public async Task Each_item_has_its_own_log_and_a_silent_one_none()
    {
        await _python.RunAsync("""
            import os, sys, subprocess
            def f(x):
                if x % 2: return
                print('print', x, end='')
                sys.stderr.write('err')
                os.write(1, b' raw\n')
                subprocess.run(['echo', 'sub'])
                os.system('echo shell >&2')
            """, 5);

        Assert.Equal(["0.log", "2.log", "4.log"], _python.Logs);
        Assert.All([0, 2, 4], n => Assert.Equal(["err", "print", "raw", "shell", "sub"], Words(n)));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_c_code_prints_lands_in_the_right_log()
    {
        await _python.RunAsync("import ctypes\nlibc = ctypes.CDLL(None)\ndef f(x):\n    libc.puts(b'item %d' % x); libc.fflush(None)", 3);

        Assert.Equal(["item 0\n", "item 1\n", "item 2\n"], Enumerable.Range(0, 3).Select(_python.Log));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_the_import_prints_is_in_the_log_of_the_first_item()
    {
        var worker = _python.Open("print('import')\ndef f(x): pass");
        await _python.RunAsync(worker, _python.Items(2));
        await _python.RunAsync(worker, [_python.Item(9, "1")]);

        Assert.Equal(["0.log"], _python.Logs);
        Assert.Equal("import\n", _python.Log(0));
    }

    [Fact(Timeout = 20_000)]
    public async Task Threads_and_pools_finish_before_their_item_ends()
    {
        await _python.RunAsync("""
            import threading, time
            from concurrent.futures import ThreadPoolExecutor
            POOL = ThreadPoolExecutor(2)
            def late(text): time.sleep(0.1); print(text, flush=True)
            def f(x):
                if x == 0: threading.Thread(target=late, args=('thread 0',)).start()
                if x == 1: ThreadPoolExecutor(2).submit(late, 'own pool 1')
                if x in (2, 3): POOL.submit(late, 'pool %d' % x); POOL.submit(late, 'pool %d' % x); POOL.submit(late, 'pool %d' % x)
            """, 5);

        Assert.Equal(["thread 0\n", "own pool 1\n", "pool 2\npool 2\npool 2\n", "pool 3\npool 3\npool 3\n", null], Enumerable.Range(0, 5).Select(_python.Log));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_pool_of_processes_may_outlive_an_item()
    {
        var results = await _python.ResultsAsync("from concurrent.futures import ProcessPoolExecutor\nPOOL = None\ndef square(x): return x * x\ndef f(x):\n    global POOL\n    POOL = POOL or ProcessPoolExecutor(2)\n    return list(POOL.map(square, range(x + 1)))", 3);

        Assert.Equal(["[0]", "[0,1]", "[0,1,4]"], results);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("fork")]
    [InlineData("spawn")]
    public async Task Multiprocessing_works(string method)
    {
        Assert.Equal(["[0,1,4]", "[0,1,4]"], await _python.ResultsAsync($"import multiprocessing as m\ndef g(x): return x * x\ndef f(x):\n    with m.get_context('{method}').Pool(2) as p: return p.map(g, range(3))", 2));
    }

    [Fact(Timeout = 20_000)]
    public async Task The_log_of_a_slow_item_can_be_read_while_it_runs()
    {
        var running = _python.RunAsync("import os, time\ndef f(x):\n    if x == 0: time.sleep(0.8)\n    if x == 1:\n        print('busy', flush=True)\n        while not os.path.exists('go'): time.sleep(0.02)\n        print('done')", 3);
        while (_python.Log(1) != "busy\n") await Task.Delay(20, TestContext.Current.CancellationToken);
        _python.Files.Write("go", "");
        await running;

        Assert.Equal("busy\ndone\n", _python.Log(1));
        Assert.Null(new FileInfo(_python.Files["run/items/1.log"]).LinkTarget);
        Assert.Equal(["1.log"], _python.Logs);
    }

    [Fact(Timeout = 20_000)]
    public async Task Logs_in_folders_that_are_not_there_are_made()
    {
        var items = Enumerable.Range(0, 3).Select(n => _python.Item(n, $"{n}") with { LogPath = _python.Files[$"run/items/{n}/deep/log"] }).ToList();
        await _python.RunAsync(_python.Open("def f(x): print(x)"), items);

        Assert.Equal(["0\n", "1\n", "2\n"], Enumerable.Range(0, 3).Select(n => _python.Files.Read($"run/items/{n}/deep/log")));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_item_that_removes_the_folder_of_logs_harms_only_its_own()
    {
        var ends = await _python.RunAsync("import shutil\ndef f(x):\n    print(x, flush=True)\n    if x == 1: shutil.rmtree('run')", 3);

        Assert.All(ends, end => Assert.Equal("", end.Error));
        Assert.Equal("2\n", _python.Log(2));
    }

    [Fact(Timeout = 30_000)]
    public async Task Much_output_is_kept_whole()
    {
        await _python.RunAsync("import sys\ndef f(x):\n    for i in range(20): sys.stdout.write('x' * 1_000_000)\n    sys.stdout.buffer.write(b'\\xff\\n')", 2);

        Assert.All([0, 1], n => Assert.Equal(20_000_002, new FileInfo(_python.Files[$"run/items/{n}.log"]).Length));
    }

    private IEnumerable<string> Words(int number) => _python.Log(number)!.Replace("print", " print ").Replace("err", " err ").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => !char.IsDigit(word[0])).Order(StringComparer.Ordinal);
}
