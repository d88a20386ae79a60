using System.Text;
using Kptn.Engine.Languages.Python;

namespace Kptn.Engine.Tests.Languages.Python;

/// <summary>Results that are given to functions are read in pieces where they are large lists.</summary>
public sealed class WorkerLargeInputSpecs : IAsyncDisposable
{
    /// <summary>Compares what it gets with what plain reading gives, types included, and tells whether it was read in pieces.</summary>
    private const string Compare = """
        import json
        def f(data):
            with open('data.json', 'rb') as stream: plain = json.loads(stream.read())
            return [data == plain, repr(data) == repr(plain), len(data)]
        """;

    private readonly WorkerFolder _python = new();

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    public static TheoryData<string, int> Elements => new()
    {
        { "{n}", 600_000 },
        { "{n}.5,null,true,-1e+30", 200_000 },
        { "\"{n}\"", 300_000 },
        { "\"a,{n},\\\"],[\\\"},{\\\\\"", 120_000 },
        { "\"ä😀\u2028{n}\"", 200_000 },
        { "[\"NC\",{n}]", 200_000 },
        { "{\"a\":{\"b\":[{n},2]},\"c\":\"},\"}", 100_000 },
        { "{n},[{n},[\"x,y\"]],\"s,\",{}", 100_000 },
        { "1,1,1,[[[{n}]]],{\"k\":\"],\"}", 100_000 },
        { "123456789012345678901234567890{n}", 100_000 },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Elements))]
    public async Task A_large_list_is_read_as_it_is(string element, int count)
    {
        var text = new StringBuilder("[");
        for (var n = 0; n < count; n++) text.Append(n == 0 ? "" : ",").Append(element.Replace("{n}", $"{n}"));
        _python.Files.Write("data.json", text.Append(']').ToString());

        Assert.StartsWith("[true,true,", await _python.ResultAsync(Compare, PythonArgument.Result("data", _python.Files["data.json"])));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(10_000_000, 1)]
    [InlineData(3_000_000, 3)]
    public async Task Large_elements_are_read_as_they_are(int length, int count)
    {
        var one = $"\"{new string('x', length / 2)},{new string('ä', length / 4)}\"";
        _python.Files.Write("data.json", "[" + string.Join(',', Enumerable.Repeat($"{one},[{one},1]", count)) + "]");

        Assert.Equal($"[true,true,{count * 2}]", await _python.ResultAsync(Compare, PythonArgument.Result("data", _python.Files["data.json"])));
    }

    [Fact(Timeout = 60_000)]
    public async Task Characters_at_the_borders_of_pieces_stay_whole()
    {
        for (var shift = 0; shift < 8; shift++)
        {
            _python.Files.Write("data.json", "[\"" + new string('x', shift) + "\"" + string.Concat(Enumerable.Repeat(",\"😀\"", 200_000)) + "]");

            Assert.Equal("[true,true,200001]", await _python.ResultAsync(Compare, PythonArgument.Result("data", _python.Files["data.json"])));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Random_lists_are_read_as_they_are()
    {
        var random = new Random(11);
        for (var round = 0; round < 6; round++)
        {
            var text = new StringBuilder("[");
            while (text.Length < 2_500_000) text.Append(text.Length == 1 ? "" : ",").Append(Value(random, 0));
            _python.Files.Write("data.json", text.Append(']').ToString());

            Assert.StartsWith("[true,true,", await _python.ResultAsync(Compare, PythonArgument.Result("data", _python.Files["data.json"])));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Large_objects_and_lists_with_white_space_are_read_too()
    {
        _python.Files.Write("data.json", "{\"a\":\"" + new string('y', 2_000_000) + "\"}");
        Assert.Equal("[true,true,1]", await _python.ResultAsync(Compare, PythonArgument.Result("data", _python.Files["data.json"])));
        _python.Files.Write("data.json", "[ " + string.Join(" ,\n", Enumerable.Range(0, 300_000).Select(n => $"[ {n} ]")) + " ]\n");
        Assert.Equal("[true,true,300000]", await _python.ResultAsync(Compare, PythonArgument.Result("data", _python.Files["data.json"])));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("1,2")]
    [InlineData("1,2]]")]
    [InlineData("\"x]")]
    public async Task A_torn_list_is_told(string end)
    {
        _python.Files.Write("data.json", "[" + string.Concat(Enumerable.Repeat("12345,", 300_000)) + end);

        Assert.Equal("python-missing-result", (await _python.ErrorAsync(Compare, PythonArgument.Result("data", _python.Files["data.json"]))).Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_text_of_a_large_list_is_never_held_whole()
    {
        _python.Files.Write("data.json", "[" + string.Join(',', Enumerable.Repeat($"\"{new string('z', 1000)}\"", 60_000)) + "]");
        var call = _python.Write("def f(data): return len(data)") with { Arguments = [PythonArgument.Result("data", _python.Files["data.json"])] };
        var outcome = await _python.RunAsync(call);

        Assert.True(outcome.Succeeded);
        Assert.InRange(outcome.Exit.PeakMemory, 60_000_000, 110_000_000);
    }

    private static string Value(Random random, int depth) => random.Next(depth > 3 ? 4 : 7) switch
    {
        0 => $"{random.Next()}",
        1 => $"{random.NextDouble():R}",
        2 => "\"" + string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => new[] { ",", "]", "[", "{", "}", "\\\"", "\\\\", "ä", "😀", "x" }[random.Next(10)])) + "\"",
        3 => new[] { "true", "false", "null" }[random.Next(3)],
        4 => "[" + string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1))) + "]",
        5 => "{" + string.Join(',', Enumerable.Range(0, random.Next(5)).Select(n => $"\"k,{n}\":{Value(random, depth + 1)}")) + "}",
        _ => "\"" + new string('q', random.Next(random.Next(20) == 0 ? 300_000 : 50)) + "\"",
    };
}
