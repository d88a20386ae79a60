namespace Kptn.Engine.Tests.Languages.Python;

public sealed class WorkerResultSpecs : IAsyncDisposable
{
    private readonly WorkerFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Theory(Timeout = 20_000)]
    [InlineData("None", "null")]
    [InlineData("{'b': (1, 2.5), 'a': [True, None, 'ä\\n\\u2028']}", "{\"a\":[true,null,\"ä\\n\u2028\"],\"b\":[1,2.5]}")]
    [InlineData("[1e300, 0.1, -0.0, 1e22, 5e-324]", "[1e+300,0.1,-0.0,1e+22,5e-324]")]
    [InlineData("10 ** 30", "1000000000000000000000000000000")]
    [InlineData("__import__('collections').OrderedDict(b=1, a=2)", "{\"a\":2,\"b\":1}")]
    [InlineData("[[], {}, '', ()]", "[[],{},\"\",[]]")]
    public async Task A_result_is_kept_as_canonical_json(string expression, string json)
    {
        Assert.Equal(json, await _python.ResultAsync($"def f(): return {expression}"));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("{'rows': [1, 2, 3, __import__('datetime').date(2020, 1, 1)]}", "result['rows'][3] is a datetime.date")]
    [InlineData("{1, 2}", "result is a set")]
    [InlineData("b'x'", "result is a bytes")]
    [InlineData("[1, {'a': float('nan')}]", "result[1]['a'] is the float nan, which JSON does not have")]
    [InlineData("[float('inf')] * 5", "result[0] is the float inf, which JSON does not have")]
    [InlineData("float('-inf')", "result is the float -inf, which JSON does not have")]
    [InlineData("{'a': {2: 1}}", "result['a'] has the key 2, which is an int; keys must be str")]
    [InlineData("['ok', '\\ud800x']", "result[1] is a str with a lone surrogate, which is no text: '\\ud800x'")]
    [InlineData("{'\\ud800': 1}", "result has a key with a lone surrogate, which is no text: '\\ud800'")]
    [InlineData("(lambda a: a.append({'x': a}) or a)([])", "result[0]['x'] contains itself (a circular reference)")]
    [InlineData("__import__('enum').IntEnum('E', 'A', module='t').A", "result is a t.E")]
    [InlineData("[__import__('decimal').Decimal(1)]", "result[0] is a decimal.Decimal")]
    [InlineData("__import__('functools').reduce(lambda a, _: [a], range(1000), [])", "result[0][0][0][0][0][0][…][0][0][0] is nested more than 500 levels deep")]
    [InlineData("__import__('functools').reduce(lambda a, _: {'k': a}, range(100000), 1)", "result['k']['k']['k']['k']['k']['k'][…]['k']['k']['k'] is nested more than 500 levels deep")]
    public async Task What_is_not_json_is_named_with_its_place(string expression, string message)
    {
        var call = _python.Write($"def f(): return {expression}");
        var error = await _python.ErrorAsync(call);

        Assert.Equal("python-result", error.Code);
        Assert.EndsWith(message, error.Message);
        Assert.StartsWith("the result is not JSON: ", error.Message);
        Assert.Empty(Directory.GetFiles(_python.Files.Root, "result*"));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_is_nested_deeply_but_not_too_deeply_is_kept()
    {
        var json = await _python.ResultAsync("import functools\ndef f(): return functools.reduce(lambda a, _: [a], range(499), list(range(2000)))");

        Assert.StartsWith(new string('[', 500), json);
    }

    [Fact(Timeout = 20_000)]
    public async Task An_int_of_any_size_is_kept()
    {
        Assert.Equal(10_001, (await _python.ResultAsync("def f(): return 10 ** 10000")).Length);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_result_that_is_not_kept_may_be_anything()
    {
        Assert.True((await _python.RunAsync(_python.Write("def f(): return {1, 2}") with { ResultPath = null })).Succeeded);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_generator_that_never_ran_is_an_error_even_if_nothing_is_kept()
    {
        var error = await _python.ErrorAsync(_python.Write("def f():\n    yield 1") with { ResultPath = null });

        Assert.Equal("f() is a generator, so nothing of it has run: return a list instead of using yield", error.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_million_elements_are_written_in_parts()
    {
        var call = _python.Write("def f(): return {'n': list(range(1000000)), 'rows': [{'b': i, 'a': [str(i)]} for i in range(100000)], 'mixed': [[1] * 2000, 'x', 2, [3]] * 300}");
        var outcome = await _python.RunAsync(call);
        Assert.True(outcome.Succeeded, outcome.Error?.Message);

        Assert.Single(Directory.GetFiles(_python.Files.Root, "result*"));
        Assert.Equal("True\n", await PythonAsync(call.ResultPath!));
    }

    private async Task<string> PythonAsync(string path)
    {
        File.Delete(_python.Files["log"]);
        await _python.ResultAsync($$"""
            import json
            def f():
                text = open({{WorkerFolder.Json(path)}}, encoding="utf-8").read()
                data = {'n': list(range(1000000)), 'rows': [{'b': i, 'a': [str(i)]} for i in range(100000)], 'mixed': [[1] * 2000, 'x', 2, [3]] * 300}
                print(text == json.dumps(data, sort_keys=True, separators=(",", ":")))
            """);
        return _python.Log;
    }
}
