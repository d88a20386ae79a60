
namespace Kptn.Engine.Tests.Languages.Python;

public sealed class WorkerFailureSpecs : IAsyncDisposable
{
    private readonly WorkerFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Fact(Timeout = 20_000)]
    public async Task An_exception_is_told_with_its_place_in_project_code()
    {
        _python.Files.Write("lib/helper.py", "import json\n\ndef parse(t):\n    return json.loads(t)\n");
        var error = await _python.ErrorAsync("from helper import parse\ndef f():\n    return parse('{')\n");

        Assert.Equal(("python-exception", "JSONDecodeError"), (error.Code, error.Type));
        Assert.StartsWith("Expecting property name", error.Message);
        Assert.Equal((_python.Files["lib/helper.py"], 4), (error.File, error.Line));
        Assert.StartsWith($"Traceback (most recent call last):\n  File \"{_python.Files["tasks/t.py"]}\", line 3, in f\n    return parse('{{')\n", _python.Log);
        Assert.DoesNotContain("worker-", _python.Log);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_syntax_error_is_told_with_its_line()
    {
        var error = await _python.ErrorAsync("x = 1\ndef f(:\n    pass");

        Assert.Equal(("SyntaxError", _python.Files["tasks/t.py"], 2), (error.Type, error.File, error.Line));
        Assert.DoesNotContain("worker-", _python.Log);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("import nowhere\ndef f(): pass", 1)]
    [InlineData("def f():\n    import nowhere.sub", 2)]
    public async Task A_missing_module_is_named_with_the_folders(string code, int line)
    {
        var error = await _python.ErrorAsync(code);

        Assert.Equal("python-import", error.Code);
        Assert.Equal($"No module named 'nowhere' (looked in {_python.Files["tasks"]}, {_python.Files["lib"]}, {_python.Files.Root})", error.Message);
        Assert.Equal(line, error.Line);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_missing_function_or_script_is_named()
    {
        Assert.Equal("t.py has no function 'f'; did you mean 'f1'?", (await _python.ErrorAsync("def f1(): pass")).Message);
        Assert.Equal("'f' in t.py is a str, not a function", (await _python.ErrorAsync("f = 'x'")).Message);
        Assert.Equal($"the script '{_python.Files["gone.py"]}' does not exist", (await _python.ErrorAsync(_python.Call("gone.py"))).Message);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("sys.exit(3)", 3, "python-exit", "exited with code 3")]
    [InlineData("sys.exit('no data')", 1, "python-exit", "exited: no data")]
    [InlineData("os._exit(0)", 0, "python-crash", "exited with code 0 before returning")]
    [InlineData("os._exit(9)", 9, "python-crash", "exited with code 9 before returning")]
    [InlineData("os.kill(os.getpid(), 9)", 137, "python-crash", "was killed by signal 9 (SIGKILL)")]
    [InlineData("import ctypes; ctypes.string_at(0)", 139, "python-crash", "was killed by signal 11 (SIGSEGV)")]
    [InlineData("os.abort()", 134, "python-crash", "was killed by signal 6 (SIGABRT)")]
    [InlineData("raise KeyboardInterrupt", 130, "python-exception", "interrupted by KeyboardInterrupt")]
    [InlineData("os.closerange(3, 200); os._exit(0)", 0, "python-crash", "exited with code 0 before returning")]
    [InlineData("raise type('E', (Exception,), {'__str__': lambda s: 1/0})", 1, "python-exception", "(its text cannot be shown)")]
    [InlineData("raise ValueError('\\ud800')", 1, "python-exception", "\\ud800")]
    [InlineData("raise type('E' * 200_000, (Exception,), {})('no')", 1, "python-exception", "no")]
    [InlineData("speak(b'{\"ok\":7}\\n')", 0, "python-crash", "exited with code 0 before returning")]
    [InlineData("speak(b'{\"ok\":false,\"line\":\"x\"}\\n')", 0, "None", "None")]
    [InlineData("import gc; gc.set_threshold(1); sys.stderr = open('/dev/full', 'w'); raise KeyError('k')", 1, "python-exception", "'k'")]
    [InlineData("import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3)); raise KeyError('k')", 1, "python-exception", "'k'")]
    [InlineData("sys.setrecursionlimit(200); g = lambda: g(); g()", 1, "python-exception", "maximum recursion depth exceeded")]
    public async Task Every_way_to_die_is_told(string statement, int code, string kind, string message)
    {
        _python.Files.Write("lib/speaking.py", """
            import os
            def speak(line):
                for handle in range(3, 30):
                    try: os.write(handle, line)
                    except OSError: pass
                os._exit(0)
            """);
        var outcome = await _python.RunAsync($"import os, sys\nfrom speaking import speak\ndef f():\n    {statement}\n    return 1");

        Assert.Equal((false, code, kind, message), (outcome.Succeeded, outcome.Exit.ExitCode, outcome.Error!.Code, outcome.Error.Message));
        Assert.Equal("1", await _python.ResultAsync("def f(): return 1"));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("sys.exit()", "null")]
    [InlineData("sys.exit(0)", "null")]
    [InlineData("os.closerange(3, 200)", "1")]
    [InlineData("os.close(1)", "1")]
    [InlineData("os.close(0); os.close(1); os.close(2); sys.stdout.write('x')", "1")]
    [InlineData("sys.stdout.close(); sys.stderr.close()", "1")]
    [InlineData("sys.stdout = sys.stderr = None", "1")]
    [InlineData("[os.close(h) for h in map(int, os.listdir('/proc/self/fd')) if h > 2 and os.path.exists('/proc/self/fd/%d' % h)]", "1")]
    [InlineData("sys.stdout.buffer.write(b'\\xff\\xfe')", "1")]
    [InlineData("sys.stdout.write('\\ud800 ü')", "1")]
    [InlineData("import atexit; atexit.register(lambda: 1/0)", "1")]
    [InlineData("sys.modules.pop('json'); sys.path.clear()", "1")]
    public async Task What_is_no_failure_succeeds(string statement, string json)
    {
        Assert.Equal(json, await _python.ResultAsync($"import os, sys\ndef f():\n    {statement}\n    return 1"));
    }

    [Fact(Timeout = 20_000)]
    public async Task Exceptions_in_threads_and_groups_do_not_confuse_it()
    {
        Assert.Equal("1", await _python.ResultAsync("import threading\ndef f():\n    t = threading.Thread(target=lambda: 1/0); t.start(); return 1"));
        Assert.Contains("ZeroDivisionError", _python.Log);
    }

    [Fact(Timeout = 20_000)]
    public async Task An_interpreter_that_cannot_start_is_named()
    {
        await using var broken = new WorkerFolder(interpreter: "/nowhere/python3");
        var error = await broken.ErrorAsync("def f(): pass");

        Assert.Equal("the Python worker: cannot start '/nowhere/python3': No such file or directory", error.Message);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_program_that_is_no_python_is_told()
    {
        await using var broken = new WorkerFolder(interpreter: "/bin/false");
        var error = await broken.ErrorAsync("def f(): pass");

        Assert.Contains(error.Message, new[]
        {
            "the Python worker did not start with '/bin/false': it exited with code 1; Python 3.8 or newer is needed",
            "the Python worker ends again and again before it takes the task",
        });
    }

    [Fact(Timeout = 20_000)]
    public async Task A_result_that_cannot_be_written_is_told()
    {
        _python.Files.Write("file", "");
        var error = await _python.ErrorAsync(_python.Write("def f(): return 1") with { ResultPath = _python.Files["file/result.json"] });

        Assert.Equal("python-result-write", error.Code);
        Assert.StartsWith("the result cannot be written: ", error.Message);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_folder_that_is_gone_is_told()
    {
        var error = await _python.ErrorAsync(_python.Write("def f(): return 1") with { WorkingDirectory = "/nowhere" });

        Assert.Equal("the task cannot be started: [Errno 2] No such file or directory: '/nowhere'", error.Message);
    }
}
