using Kptn.Engine.Languages.Python;

namespace Kptn.Engine.Tests.Languages.Python;

public sealed class WorkerArgumentSpecs : IAsyncDisposable
{
    private readonly WorkerFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Fact(Timeout = 20_000)]
    public async Task A_function_gets_what_its_signature_accepts()
    {
        var result = await _python.ResultAsync(
            "def f(a, b=2, *, c): return [a, b, c]",
            PythonArgument.Literal("c", "{\n\"x\": null}"),
            PythonArgument.Literal("unknown", "1"),
            PythonArgument.Literal("a", "\"ä\""));

        Assert.Equal("""["ä",2,{"x":null}]""", result);
    }

    [Fact(Timeout = 20_000)]
    public async Task The_first_of_two_offers_wins()
    {
        Assert.Equal("1", await _python.ResultAsync("def f(a): return a", PythonArgument.Literal("a", "1"), PythonArgument.Literal("a", "2")));
    }

    [Fact(Timeout = 20_000)]
    public async Task Any_keywords_get_all_but_what_is_only_for_named_parameters()
    {
        var result = await _python.ResultAsync(
            "def f(b, **rest): return [b, rest]",
            PythonArgument.Literal("a", "1"),
            PythonArgument.Literal("b", "2"),
            PythonArgument.Literal("a", "3"),
            PythonArgument.Literal("task_info", "4") with { OnlyNamed = true });

        Assert.Equal("""[2,{"a":1}]""", result);
    }

    [Fact(Timeout = 20_000)]
    public async Task Positional_only_parameters_are_passed_by_position()
    {
        var result = await _python.ResultAsync("def f(a, b=7, c=8, /, d=9, **rest): return [a, b, c, d, rest]",
            PythonArgument.Literal("c", "3"), PythonArgument.Literal("a", "1"));

        Assert.Equal("[1,7,3,9,{}]", result);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_required_parameter_without_a_value_is_named()
    {
        var error = await _python.ErrorAsync("\ndef f(a, region): pass", PythonArgument.Literal("a", "1"));

        Assert.Equal("python-missing-argument", error.Code);
        Assert.Equal("the parameter 'region' of f() has no value: no dependency, arg or config entry has this name", error.Message);
        Assert.Equal((_python.Files["tasks/t.py"], 2), (error.File, error.Line));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_kept_result_is_read_from_its_file()
    {
        _python.Files.Write("r.json", """[1.5,{"k":"v"},123456789012345678901234567890]""");

        Assert.Equal(_python.Files.Read("r.json"), await _python.ResultAsync("def f(a): return a", PythonArgument.Result("a", _python.Files["r.json"])));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("{")]
    [InlineData(null)]
    public async Task A_result_that_cannot_be_read_is_named(string? content)
    {
        if (content is not null) _python.Files.Write("r.json", content);
        var error = await _python.ErrorAsync("def f(a): return a", PythonArgument.Result("a", _python.Files["r.json"]));

        Assert.Equal("python-missing-result", error.Code);
        Assert.StartsWith("the result for 'a' cannot be read: ", error.Message);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("Path", "\"x\"")]
    [InlineData("pathlib.Path", "\"x\"")]
    [InlineData("Optional[Path]", "\"x\"")]
    [InlineData("Path | None", "\"x\"")]
    [InlineData("P", "\"x\"")]
    [InlineData("'Path'", "\"x\"")]
    [InlineData("list[Path]", "[\"x\"]")]
    [InlineData("typing.List[pathlib.Path]", "[\"x\"]")]
    [InlineData("dict[str, Path]", "{\"k\": \"x\"}")]
    [InlineData("Unknown | Path", "\"x\"")]
    public async Task A_text_becomes_a_path_where_the_annotation_says_so(string annotation, string json)
    {
        var code = $"from __future__ import annotations\nimport pathlib, typing\nfrom pathlib import Path, Path as P\nfrom typing import Optional\ndef f(a: {annotation}): return repr(a)";

        Assert.Contains("PosixPath('x')", await _python.ResultAsync(code, PythonArgument.Literal("a", json)));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("str")]
    [InlineData("str | Path")]
    [InlineData("Missing")]
    [InlineData("((")]
    public async Task A_text_stays_text_elsewhere(string annotation)
    {
        var code = $"from pathlib import Path\ndef f(a: {WorkerFolder.Json(annotation)}): return a";

        Assert.Equal("\"x\"", await _python.ResultAsync(code, PythonArgument.Literal("a", "\"x\"")));
    }

    [Fact(Timeout = 20_000)]
    public async Task Decorated_partial_async_and_class_callables_work()
    {
        Assert.Equal("2", await _python.ResultAsync("""
            import functools
            def twice(g):
                @functools.wraps(g)
                def w(*a, **k): return 2 * g(*a, **k)
                return w
            @twice
            def f(a): return a
            """, PythonArgument.Literal("a", "1")));
        Assert.Equal("[1,5]", await _python.ResultAsync("import functools\ndef g(a, b): return [a, b]\nf = functools.partial(g, b=5)", PythonArgument.Literal("a", "1")));
        Assert.Equal("1", await _python.ResultAsync("import asyncio\nasync def f(a):\n    await asyncio.sleep(0)\n    return a", PythonArgument.Literal("a", "1")));
        Assert.Equal("3", await _python.ResultAsync("class C:\n    def __call__(self, a): return a + 2\nf = C()", PythonArgument.Literal("a", "1")));
    }
}
