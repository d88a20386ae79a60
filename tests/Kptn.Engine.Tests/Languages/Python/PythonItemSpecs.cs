using Kptn.Engine.Languages.Python;
using Kptn.Engine.State;

namespace Kptn.Engine.Tests.Languages.Python;

public sealed class PythonItemSpecs : IAsyncDisposable
{
    private const string Counted = "import os\nopen('imports', 'a').write('i')\n";
    private readonly ItemsFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Fact(Timeout = 20_000)]
    public async Task The_module_is_imported_once_for_all_bundles()
    {
        var worker = _python.Open(Counted + "SEEN = []\ndef f(x):\n    SEEN.append(x)\n    return [x, len(SEEN), os.getpid()]");
        var first = await _python.ResultsAsync(worker, _python.Items(3));
        var second = await _python.ResultsAsync(worker, [_python.Item(7, "\"seven\"")]);
        var pid = first[0].Split(',')[2];

        Assert.Equal([$"[0,1,{pid}", $"[1,2,{pid}", $"[2,3,{pid}"], first);
        Assert.Equal([$"[\"seven\",4,{pid}"], second);
        Assert.Equal("i", _python.Imports);
    }

    [Fact(Timeout = 20_000)]
    public async Task Values_keep_their_types()
    {
        string[] values = ["1", "1.0", "1e+300", "\"1\"", "true", "null", "\"\"", "\"a,\\\"b\\\"\\n/ä😀\\u0000\"", "123456789012345678901234567890", "-0.0", ItemsFolder.Json(new string('x', 10_000))];
        var items = values.Select((value, number) => _python.Item(number, value)).ToList();
        var results = await _python.ResultsAsync(_python.Open("def f(x): return [type(x).__name__, x]"), items);

        Assert.Equal(["int", "float", "float", "str", "bool", "NoneType", "str", "str", "int", "float", "str"], results.Select(result => result.Split('"')[1]));
        Assert.Equal("[\"str\",\"a,\\\"b\\\"\\n/ä😀\\u0000\"]", results[7]);
        Assert.Equal("[\"int\",123456789012345678901234567890]", results[8]);
        Assert.Equal(10_000 + "[\"str\",\"\"]".Length, results[10].Length);
    }

    [Fact(Timeout = 20_000)]
    public async Task Arguments_are_offered_in_order_and_the_item_comes_first()
    {
        _python.Files.Write("result.json", "[1,2]");
        var worker = _python.Open(
            "def f(x, data, arg=1, *, task_info, other='default', **rest): return [x, data, arg, task_info, other, rest]",
            PythonArgument.Literal("x", "\"not this\""),
            PythonArgument.Result("data", _python.Files["result.json"]),
            PythonArgument.Literal("arg", "{\"k\":[3]}"),
            PythonArgument.Literal("extra", "5"),
            PythonArgument.InfoOfItem("task_info"));

        Assert.Equal(
            ["[0,[1,2],{\"k\":[3]},{\"name\":\"t\",\"try\":0},\"default\",{\"extra\":5}]", "[1,[1,2],{\"k\":[3]},{\"name\":\"t\",\"try\":1},\"default\",{\"extra\":5}]"],
            await _python.ResultsAsync(worker, _python.Items(2)));
    }

    [Fact(Timeout = 20_000)]
    public async Task Paths_are_made_where_the_signature_asks_for_them()
    {
        var worker = _python.Open(
            "from __future__ import annotations\nfrom pathlib import Path\ndef f(x: Path, files: list[Path], n: str, /, m: 'Path | None' = None): return [type(v).__name__ for v in (x, files[0], n, m)]",
            PythonArgument.Literal("files", "[\"a\"]"),
            PythonArgument.Literal("n", "\"n\""),
            PythonArgument.Literal("m", "\"m\""));
        Assert.Equal(["[\"PosixPath\",\"PosixPath\",\"str\",\"PosixPath\"]"], await _python.ResultsAsync(worker, [_python.Item(0, "\"p\"")]));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("[1,2]", "data.append(9)")]
    [InlineData("[[1,2],[3]]", "data[0].append(9); data.pop()")]
    [InlineData("{\"a\":{\"b\":[1]},\"c\":2}", "data['a']['b'].append(9); data['c'] = 3; data['d'] = 4")]
    [InlineData("[1,[2,{\"k\":[]}],\"s\"]", "data[1][1]['k'].append(data); data[1][1]['k'].clear(); data[1][1]['k'].append(9); data[0] = 1.0")]
    [InlineData("5", "data += 1")]
    public async Task What_an_item_does_to_an_argument_the_next_does_not_see(string json, string mutation)
    {
        _python.Files.Write("result.json", json);
        var code = $"import json\ndef f(data, arg, conf):\n    before = [json.dumps(v) for v in (data, arg, conf)]\n    {mutation}\n    data = arg; {mutation}\n    data = conf; {mutation}\n    return before";
        var worker = _python.Open(_python.Call(code) with
        {
            Arguments = [PythonArgument.Result("data", _python.Files["result.json"]), PythonArgument.Literal("arg", json), PythonArgument.Config("conf", "conf")],
            Config = [PythonConfigEntry.Value("conf", json)],
        });
        var results = await _python.ResultsAsync(worker, _python.Items(3));

        Assert.Single(results.Distinct());
    }

    [Fact(Timeout = 20_000)]
    public async Task A_result_of_another_task_is_read_once()
    {
        _python.Files.Write("result.json", "[1,2]");
        var results = await _python.ResultsAsync("import os\ndef f(data):\n    if os.path.exists('result.json'): os.unlink('result.json')\n    return data", 3, PythonArgument.Result("data", _python.Files["result.json"]));

        Assert.Equal(["[1,2]", "[1,2]", "[1,2]"], results);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_resource_is_opened_once_and_closed_at_the_end()
    {
        _python.Files.Write("lib/res.py", "def db():\n    print('open')\n    yield []\n    print('close')");
        var worker = _python.Open(_python.Call("import atexit\natexit.register(print, 'exit')\ndef f(x, db):\n    db.append(x)\n    return db") with
        {
            Arguments = [PythonArgument.Config("db", "db")],
            Config = [PythonConfigEntry.Callable("db", "res:db")],
        });

        Assert.Equal(["[0]", "[0,1]"], await _python.ResultsAsync(worker, _python.Items(2)));
        Assert.Equal("open\n", _python.Log(0));
        await worker.DisposeAsync();
        Assert.Equal("close\nexit\n", _python.TaskLog);
        Assert.Equal(["0.log"], _python.AllFiles);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("os.environ['KPTN_ITEM'] = 'no'; os.environ['LEAK'] = '1'; os.environ.pop('HOME')")]
    [InlineData("os.chdir('/')")]
    [InlineData("os.environ = {}; os.chdir(os.path.sep)")]
    [InlineData("import tempfile; d = tempfile.mkdtemp(); os.chdir(d); os.rmdir(d)")]
    [InlineData("import sys; sys.setrecursionlimit(60)")]
    [InlineData("import signal; signal.alarm(1) if x == 0 else __import__('time').sleep(1.2)")]
    [InlineData("import sys; sys.stdout.close(); sys.stderr = None")]
    [InlineData("import sys, io; sys.stdout = sys.stderr = io.StringIO(); sys.__stdout__.detach()")]
    [InlineData("os.close(1); os.close(2)")]
    [InlineData("os.dup2(os.open('/dev/null', os.O_WRONLY), 1)")]
    [InlineData("__import__('json').loads = __import__('json').dumps = None")]
    [InlineData("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); assert x == 0 or before is signal.SIG_DFL")]
    [InlineData("os.umask(0); assert mask == 0o022")]
    [InlineData("import builtins, time; time.time_ns = time.perf_counter_ns = os.getpid")]
    public async Task What_an_item_leaves_does_not_reach_the_next(string statement)
    {
        var code = $"import os\ndef f(x):\n    import signal; before = signal.getsignal(signal.SIGTERM); mask = os.umask(0o022)\n    print('hi', x, flush=True)\n    state = [os.environ['KPTN_ITEM'] == str(x), 'LEAK' in os.environ, os.environ['HOME'], os.getcwd()]\n    {statement}\n    return state";
        var results = await _python.ResultsAsync(code, 3);

        Assert.Single(results.Distinct());
        Assert.StartsWith("[true,false,", results[0]);
        Assert.Equal(["hi 0\n", "hi 1\n", "hi 2\n"], Enumerable.Range(0, 3).Select(_python.Log));
    }

    [Fact(Timeout = 20_000)]
    public async Task Variables_of_one_item_are_gone_for_the_next()
    {
        var items = _python.Items(3).ToList();
        items[1] = items[1] with { Environment = [.. items[1].Environment, new("HOME", "/other"), new("ONLY", "ü😀"), new("NUL", "a\0b"), new("KPTN_RESULT", "r")] };
        var results = await _python.ResultsAsync(_python.Open("import os, subprocess\ndef f(): return [os.environ['HOME'], os.environ.get('ONLY'), os.environ.get('NUL'), subprocess.getoutput('echo $KPTN_RESULT$ONLY$KPTN_TRY')]"), items);
        var home = _python.Files.Root;

        Assert.Equal([$"[\"{home}\",null,null,\"run/task-0.1\"]", "[\"/other\",\"ü😀\",null,\"rü😀run/task-1.1\"]", $"[\"{home}\",null,null,\"run/task-2.1\"]"], results);
    }

    [Fact(Timeout = 20_000)]
    public async Task Results_are_told_or_written_by_their_size()
    {
        var items = _python.Items(4);
        var ends = await _python.RunAsync(_python.Open("def f(x): return [None, {'b': 1, 'a': 'ä'}, 'ü' * 1023, 'ü' * 1024][x]"), items);

        Assert.Equal([4, "{\"a\":\"ä\",\"b\":1}"u8.Length, 2048, 0], ends.Select(end => end.Result.Length));
        Assert.Equal(2050, new FileInfo(items[3].ResultPath!).Length);
        Assert.Equal(["3.result.json"], _python.Logs);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_large_result_is_written_in_canonical_form()
    {
        var items = _python.Items(1);
        var result = await _python.ResultsAsync(_python.Open("def f(x): return {'b': list(range(200_000)), 'a': [{'z': 1, 'y': 2}] * 3000}"), items);

        Assert.StartsWith("{\"a\":[{\"y\":2,\"z\":1},", result[0]);
        Assert.EndsWith(",199999]}", result[0]);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_result_that_nobody_keeps_may_be_anything()
    {
        var end = await _python.RunAsync(_python.Open("def f(x): return object()"), [_python.Item(0, "1") with { ResultPath = null }]);

        Assert.Equal((TaskOutcome.Succeeded, 0), (end[0].Outcome, end[0].Result.Length));
    }

    [Fact(Timeout = 20_000)]
    public async Task Coroutines_run()
    {
        Assert.Equal(["0", "1"], await _python.ResultsAsync("import asyncio\nasync def f(x):\n    await asyncio.sleep(0.01)\n    return x", 2));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_an_item_took_is_told()
    {
        var ends = await _python.RunAsync("import time\ndef f(x):\n    if x == 1: time.sleep(0.3)\n    if x == 2:\n        b = bytearray(80_000_000); b[::4096] = b[::4096]\n    if x == 3:\n        for i in range(3_000_000): pass\n    if x == 4: __import__('os').system(\"python3 -c 'for i in range(3_000_000): pass'\")", 5);

        Assert.True(ends[1].Duration >= TimeSpan.FromSeconds(0.3));
        Assert.True(ends[1].CpuTime < TimeSpan.FromSeconds(0.1));
        Assert.True(ends[2].PeakMemory > ends[1].PeakMemory + 70_000_000);
        Assert.True(ends[3].CpuTime > TimeSpan.FromSeconds(0.03));
        Assert.True(ends[4].CpuTime > TimeSpan.FromSeconds(0.03));
        Assert.True(ends.Zip(ends.Skip(1)).All(pair => pair.First.StartedAt + pair.First.Duration <= pair.Second.StartedAt + TimeSpan.FromMilliseconds(1)));
        Assert.True(ends.All(end => end.ExitCode == 0 && end.StartedAt > DateTimeOffset.UnixEpoch.AddYears(50)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Thousands_of_items_go_through()
    {
        var results = await _python.ResultsAsync("def f(x): return x", 5000);

        Assert.Equal(Enumerable.Range(0, 5000).Select(n => $"{n}"), results);
        Assert.Empty(_python.Logs);
    }
}
