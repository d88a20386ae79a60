using Kptn.Engine.Languages.Python;

namespace Kptn.Engine.Tests.Languages.Python;

public sealed class WorkerConfigSpecs : IAsyncDisposable
{
    private readonly WorkerFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Fact(Timeout = 20_000)]
    public async Task A_callable_is_called_once_with_earlier_entries_and_may_give_any_object()
    {
        _python.Files.Write("src/utils.py", """
            class Engine:
                class Of:
                    @staticmethod
                    def make(url, scale=3, unknown=4):
                        print("made")
                        e = Engine(); e.url = url; e.scale = scale; return e
            def name(host): return host + "/db"
            """);
        var call = _python.Write("def f(engine, con, url): return [type(engine).__name__, engine is con, engine.url, engine.scale, url]") with
        {
            Config =
            [
                PythonConfigEntry.Value("host", "\"h\""),
                PythonConfigEntry.Callable("address", "src.utils:name") with { Alias = "url" },
                PythonConfigEntry.Callable("engine", "src.utils:Engine.Of.make") with { Alias = "con" },
                PythonConfigEntry.Value("scale", "9"),
            ],
            Arguments = [PythonArgument.Config("engine", "engine"), PythonArgument.Config("con", "con"), PythonArgument.Config("url", "url")],
        };

        Assert.Equal("""["Engine",true,"h/db",3,"h/db"]""", await _python.ResultAsync(call));
        Assert.Equal("made\n", _python.Log);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_callable_that_no_parameter_needs_is_not_called()
    {
        Assert.Equal("1", await _python.ResultAsync(With("def f(a=1): return a", "nowhere:nothing")));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("def db():\n    print('open')\n    yield 5\n    print('close')")]
    [InlineData("import contextlib\n@contextlib.contextmanager\ndef db():\n    print('open')\n    yield 5\n    print('close')")]
    public async Task A_resource_is_finalised_after_the_task(string code)
    {
        _python.Files.Write("lib/res.py", code);

        Assert.Equal("5", await _python.ResultAsync(With("def f(db):\n    print('run')\n    return db", "res:db")));
        Assert.Equal("open\nrun\nclose\n", _python.Log);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_resource_learns_that_the_task_failed()
    {
        _python.Files.Write("lib/res.py", "def db():\n    try:\n        yield 5\n    except ValueError: print('rolled back'); raise");
        var error = await _python.ErrorAsync(With("def f(db): raise ValueError('boom')", "res:db"));

        Assert.Equal(("python-exception", "boom", 1), (error.Code, error.Message, error.Line));
        Assert.StartsWith("rolled back\n", _python.Log);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("nowhere:x", "config 'db': cannot import 'nowhere': No module named 'nowhere' (looked in ")]
    [InlineData("res:conect", "config 'db': module 'res' has no function 'conect'; did you mean 'connect'?")]
    [InlineData("res:VALUE", "config 'db': 'VALUE' in module 'res' is an int, not a function")]
    [InlineData("res", "config 'db': 'res' is not of the form 'module:function'")]
    [InlineData("res:connect", "config 'db': the parameter 'secret' of connect() has no value: no earlier config entry has this name")]
    [InlineData("res:fail", "config 'db': KeyError: 'oops'")]
    [InlineData("res:leave", "config 'db': res:leave ended by sys.exit(0)")]
    public async Task What_goes_wrong_names_the_key(string function, string message)
    {
        _python.Files.Write("lib/res.py", "import sys\nVALUE = 1\ndef connect(secret): pass\ndef fail(): raise KeyError('oops')\ndef leave(): sys.exit(0)");
        var error = await _python.ErrorAsync(With("def f(db): return 1", function));

        Assert.Equal("python-config", error.Code);
        Assert.StartsWith(message, error.Message);
    }

    private PythonCall With(string code, string function) => _python.Write(code) with
    {
        Config = [PythonConfigEntry.Callable("db", function)],
        Arguments = [PythonArgument.Config("db", "db")],
    };
}
