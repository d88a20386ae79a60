using System.Text.Json;
using Kptn.EndToEnd.Harness;
using Kptn.Engine.Languages;

namespace Kptn.EndToEnd.Mapping;

/// <summary>Values of items, on their way to every language.</summary>
public sealed class MapValueSpecs
{
    /// <summary>As Python literals; all of them are one list.</summary>
    private const string Values = """
        [0, 1, -3, 1.5, 1.0, 1e300, 1e-7, 10**30, True, False, None, "", " ", "  x  ", "a,b", 'q"q', "it's", "two\nlines", "a/b", "..", "*", ".", "-x", "--version",
         "\u00e9", "e\u0301", "\U0001F600", "\U0001F468\u200d\U0001F469", "1", "1.0", "true", "null", "[1]", "{}", "x" * 10000, "NUL", "con", "~", "$HOME", "${X}",
         "`ls`", "$(ls)", "\\", "\\n", "\t", "\r\n", "A", "a", "\x7f", "\x1b[31m", "\u202e", "%s%n", "#", "x=1", "a;b", "a|b", "a&b", "\ufeff"]
        """;

    [Fact]
    public void Every_value_reaches_Python_with_its_type_and_scripts_as_their_text()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], py: list, sh: list, argv: list, check: [list, py, sh, argv]}}}
            tasks:
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              py: {file: "t.py:py", map_over: X, cache_result: true, bundle_size: 7}
              sh: {command: 'python3 report.py "$X"', map_over: X, cache_result: true}
              argv: {command: [python3, report.py, "${X}", "<${X}>"], map_over: X, cache_result: true, bundle_size: 100}
              check: {file: "t.py:check", args: {all: {ref: list} }, cache_result: true}
            """);
        sandbox.Write("t.py", $$"""
            import json, os
            def items(): return {{Values}}
            def py(X):
                print("log of " + ascii(X))
                return [X, type(X).__name__, os.environ.get("KPTN_ITEM")]
            def check(all, py, sh, argv):
                text = lambda x: x if isinstance(x, str) else json.dumps(x)
                for x, p, s, a in zip(all, py, sh, argv, strict=True):
                    key = json.dumps(x, ensure_ascii=False).replace("\\u007f", "\x7f")
                    assert type(p[0]) is type(x) and p[0] == x and p[1] == type(x).__name__, (x, p)
                    assert json.loads(p[2]) == x, (x, p)
                    assert s == [text(x), json.loads(key), [text(x)]], (x, s)
                    assert a == [text(x), json.loads(key), [text(x), "<" + text(x) + ">"]], (x, a)
                return len(all)
            """);
        sandbox.Write("report.py", """
            import json, os, sys
            with open(os.environ["KPTN_RESULT"], "w") as f:
                json.dump([os.environ["X"], json.loads(os.environ["KPTN_ITEM"]), sys.argv[1:]], f)
            """);
        sandbox.Settle();

        var logs = Directory.GetFiles(Directory.GetDirectories(sandbox[".kptn/runs"]).Order(StringComparer.Ordinal).First(), "py@*.log");
        Assert.Equal(58, logs.Length);
        Assert.Equal(58, logs.Select(log => Path.GetFileName(log).ToUpperInvariant()).Distinct().Count());
        Assert.Equal(58, logs.Select(File.ReadAllText).Distinct().Count());
        Assert.All(logs, log => Assert.True(Path.GetFileName(log).Length < 120 && Path.GetFileName(log).All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '@'), log));
    }

    [Fact]
    public void Values_reach_R_by_environment_and_arguments()
    {
        using var sandbox = Sandbox.Empty();
        Assert.SkipUnless(InterpreterFinder.OnPath("Rscript") is not null, "R is not installed");
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], r: list}}}
            tasks:
              list: {file: "t.py:items", cache_result: true, iterable_item: "A,B"}
              r: {file: r.R, map_over: "A,B", cli_args: "--a=${A} '${B} x' ${A}${B}", outputs: ["r/${A}.txt"], bundle_size: 3}
            """);
        sandbox.Write("t.py", """
            def items(): return [["a b", 1], ["q\"'q", None], ["a,b", 1.5], ["*", True], ["é", "$HOME"], ["-e", "`x`"], ["two\nlines", ""]][:3] + [["c", "*"], ["é", "$HOME"], ["-e", "`x`"], ["two\nlines", ""]]
            """);
        sandbox.Write("r.R", """
            a <- commandArgs(TRUE)
            stopifnot(a[1] == paste0("--a=", Sys.getenv("A")), a[2] == paste0(Sys.getenv("B"), " x"), a[3] == paste0(Sys.getenv("A"), Sys.getenv("B")))
            cat(a[3], file = file.path(Sys.getenv("OUTPUT_PIPELINE_DIR"), "r", paste0(Sys.getenv("A"), ".txt")))
            """);
        sandbox.Settle();
        Assert.Equal("q\"'qnull", sandbox.Read("scratch/r/q\"'q.txt"));
        Assert.Equal("é$HOME", sandbox.Read("scratch/r/é.txt"));
    }

    [Fact]
    public void A_value_that_no_environment_can_hold_fails_its_item_alone_and_reaches_Python()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], py: list, sh: list}}}
            tasks:
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              py: {file: "t.py:py", map_over: X, cache_result: true}
              sh: {command: "echo $X > /dev/null", map_over: X}
            """);
        sandbox.Write("t.py", "def items(): return ['a', 'nul\\0', 'x' * 200000, 'b']\ndef py(X): assert len(X) in (1, 4, 200000)\n");
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Equal("sh", Assert.Single(run.Errors).Key);
        Assert.Contains("2 of 4 items", run.Exit.Out + run.Exit.Error, StringComparison.Ordinal);
        Assert.Contains("NUL character", run.Exit.Out, StringComparison.Ordinal);
        Assert.Contains("200,000 bytes", run.Exit.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'\\ud800'", "lone surrogate")]
    [InlineData("float('nan')", "nan")]
    [InlineData("b'x'", "bytes")]
    public void A_value_that_is_no_JSON_fails_the_list_and_names_the_element(string value, string message)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], m: list}}}
            tasks:
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              m: {command: "true", map_over: X}
            """);
        sandbox.Write("t.py", $"def items(): return ['a', {value}]\n");
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Contains("result[1]", run.Errors["list"], StringComparison.Ordinal);
        Assert.Contains(message, run.Errors["list"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"\\ud800\"]")]
    [InlineData("[1e999]")]
    [InlineData("[1,]")]
    [InlineData("[1] 2")]
    [InlineData("[01]")]
    [InlineData("")]
    public void A_shell_list_that_is_no_JSON_fails_clearly(string list)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], m: list}}}
            tasks:
              list: {command: "cat list.json > $KPTN_RESULT", cache_result: true, iterable_item: X}
              m: {command: "echo $X >> ran", map_over: X}
            """);
        sandbox.Write("list.json", list);
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.False(File.Exists(sandbox["ran"]));
        Assert.DoesNotContain("kptn itself failed", run.Exit.Out, StringComparison.Ordinal);
        JsonDocument.Parse(run.Exit.Out.Split('\n')[0]).Dispose();
    }
}
