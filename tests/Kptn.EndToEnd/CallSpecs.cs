using System.Text.Json;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>What tasks are given, and what they may give back.</summary>
public sealed class CallSpecs
{
    [Theory]
    [InlineData("None")]
    [InlineData("{'nested': {'list': [1, [2, [3, {}]], []], 'empty': {}}, 'z': 1, 'a': 2}")]
    [InlineData("'ünï ©ødé \\U0001F600 \\u0000 \\n \" \\\\'")]
    [InlineData("2 ** 200 - 1")]
    [InlineData("-(2 ** 63)")]
    [InlineData("[0.1, 1e300, 5e-324, -0.0, 1.0, 100000000000000000000.0, 3]")]
    [InlineData("[True, False, None, '', 0]")]
    [InlineData("{'': 1, 'clé': {'日本': [1.5]}}")]
    [InlineData("'x' * 300000")]
    [InlineData("list(range(50000))")]
    public void Any_JSON_goes_from_task_to_task(string value)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {give: , take: give, alias: give, shell: give}}}
            tasks:
              give: {file: t.py, cache_result: true}
              take: {file: t.py, outputs: [take.txt]}
              alias: {file: t.py, args: {other: {ref: give}}, outputs: [alias.txt]}
              shell: {command: "python3 tools/same.py", args: {v: {ref: give}}, outputs: [shell.txt]}
            """)
            .Write("t.py", $"VALUE = {value}\n\n\ndef give():\n    return VALUE\n\n\ndef take(give, scratch_dir):\n    assert repr(give) == repr(VALUE) or (isinstance(give, dict) and give == VALUE), give\n    open(scratch_dir + '/take.txt', 'w').write('ok')\n\n\ndef alias(other, scratch_dir):\n    assert other == VALUE\n    open(scratch_dir + '/alias.txt', 'w').write('ok')\n")
            .Write("tools/same.py", "import json, os, sys\nsys.path.insert(0, '.')\nimport t\nc = json.load(open(os.environ['KPTN_CONTEXT']))\nassert c['results']['give'] == t.VALUE and c['args']['v'] == t.VALUE, c\nv = os.environ.get('KPTN_ARG_V')\nassert v is None or '\\0' in str(t.VALUE) or (v if isinstance(t.VALUE, str) else json.loads(v)) == t.VALUE, v\nopen(os.environ['OUTPUT_PIPELINE_DIR'] + '/shell.txt', 'w').write('ok')\n");
        if (value.Contains("u0000", StringComparison.Ordinal)) sandbox.Edit("kptn.yaml", "args: {v: {ref: give}}", "args: {v: 1}").Edit("tools/same.py", " and c['args']['v'] == t.VALUE", "").Edit("tools/same.py", "v = os.environ.get('KPTN_ARG_V')", "v = None");
        sandbox.Settle();
    }

    [Theory]
    [InlineData("datetime.date(2020, 1, 2)", "datetime.date", "")]
    [InlineData("{'when': [1, datetime.datetime(2020, 1, 2)]}", "datetime", "when")]
    [InlineData("{'tags': {1, 2}}", "set", "tags")]
    [InlineData("{'rows': [{'x': 1.0}, {'x': float('nan')}]}", "nan", "['rows'][1]['x']")]
    [InlineData("[float('inf')]", "inf", "[0]")]
    [InlineData("{'b': b'x'}", "bytes", "b")]
    [InlineData("{'m': {1: 2}}", "int", "m")]
    [InlineData("{'o': object()}", "object", "o")]
    [InlineData("(x for x in [1])", "generator", "")]
    [InlineData("{'d': decimal.Decimal('1.5')}", "Decimal", "d")]
    [InlineData("{'p': pathlib.Path('x')}", "Path", "p")]
    [InlineData("{'c': 1j}", "complex", "c")]
    public void What_is_no_JSON_fails_with_its_type_and_path(string value, string type, string path)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {give: }}}\ntasks:\n  give: {file: t.py, cache_result: true}\n")
            .Write("t.py", $"import datetime, decimal, pathlib\n\n\ndef give():\n    return {value}\n");
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Contains(type, run.Errors["give"], StringComparison.Ordinal);
        Assert.Contains(path, run.Errors["give"], StringComparison.Ordinal);
        Assert.Equal("give: previous run failed", sandbox.Run().Reasons);
    }

    [Theory]
    [InlineData("def f(rows): pass", "rows")]
    [InlineData("def f(region, *, size): pass", "size")]
    [InlineData("def f(a, /): pass", "'a'")]
    [InlineData("async def f(x): pass", "'x'")]
    [InlineData("def deco(g):\n    return g\n\n\n@deco\ndef f(task_inf): pass", "did you mean 'task_info'")]
    [InlineData("def f(source): pass", "cache_result: true on the dependency 'source'")]
    public void A_parameter_that_nothing_supplies_is_named_before_anything_runs(string function, string expected)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "config: {region: north}\ngraphs: {g: {tasks: {source: , f: source}}}\ntasks:\n  source: {command: touch ran}\n  f: {file: t.py:f}\n")
            .Write("t.py", function + "\n");
        var exit = sandbox.Kptn("run", "--no-restore");
        Assert.Equal(2, exit.Code);
        Assert.Contains(expected, exit.Error + exit.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(sandbox["ran"]));
        Assert.Equal(2, sandbox.Kptn("validate").Code);
    }

    [Fact]
    public void A_function_gets_what_its_signature_accepts()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            config:
              region: north
              long_name: {value: [1, 2], alias: short}
              made: {function: "conf:make", alias: also}
              size: 3
            graphs: {g: {tasks: {dep-one.two: , plain: dep-one.two, paths: , posonly: , later: , everything: dep-one.two, shadow: dep-one.two}}}
            tasks:
              dep-one.two: {file: t.py:dep, cache_result: true}
              plain: {file: t.py, args: {count: 7, name: "x"}, cache_result: true}
              paths: {file: t.py, args: {where: a/b, many: [x, y]}, cache_result: true}
              posonly: {file: t.py, args: {b: 2}, cache_result: true}
              later: {file: t.py, cache_result: true}
              everything: {file: t.py, args: {count: 1}, cache_result: true}
              shadow: {file: t.py, args: {region: south}, cache_result: true}
            """)
            .Write("conf.py", "def make(region, short):\n    return region + str(sum(short))\n")
            .Write("t.py", """
            from __future__ import annotations
            from pathlib import Path
            from typing import Optional


            def dep():
                return {"k": 1}


            def plain(dep_one_two, count, name, region, short, made, task_info, scratch_dir, storage_key, size: int = 9, other="default"):
                assert isinstance(scratch_dir, str)
                return [dep_one_two, count, name, region, short, made, task_info["name"], storage_key, size, other]


            def paths(scratch_dir: Path, where: Optional[Path], many: list[Path], size: int):
                assert isinstance(scratch_dir, Path) and isinstance(where, Path) and all(isinstance(m, Path) for m in many), many
                return [str(where), size]


            def posonly(region, b, /, c=3, *rest, size):
                return [region, b, c, list(rest), size]


            async def later(also):
                import asyncio
                await asyncio.sleep(0)
                return also


            def everything(**all):
                return sorted(all)


            def shadow(region):
                return region
            """)
            .Settle();
        Assert.Equal("[{\"k\":1},7,\"x\",\"north\",[1,2],\"north3\",\"plain\",\"local\",3,\"default\"]", Result(sandbox, "plain"));
        Assert.Equal("[\"a/b\",3]", Result(sandbox, "paths"));
        Assert.Equal("[\"north\",2,3,[],3]", Result(sandbox, "posonly"));
        Assert.Equal("\"north3\"", Result(sandbox, "later"));
        Assert.Contains("\"count\",\"dep_one_two\"", Result(sandbox, "everything"), StringComparison.Ordinal);
        Assert.Equal("\"south\"", Result(sandbox, "shadow"));
        sandbox.Edit("kptn.yaml", "size: 3", "size: 4");
        Assert.Equal(["everything", "paths", "plain", "posonly"], sandbox.Run().Ran.Keys);
        sandbox.Edit("kptn.yaml", "region: north", "region: east");
        Assert.Equal(["everything", "later", "plain", "posonly"], sandbox.Run().Ran.Keys);
    }

    [Fact]
    public void Scripts_get_folders_args_and_context()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Environment["LAB_LEVEL"] = "5 6";
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {r: , sh: r, cmd: [r, sh], argv: sh}}}
            tasks:
              r: {file: R/deep/r.R, args: {level: 0.5, the-list: [1, a], text: "a b"}, prefix_args: 'env "WORDS=a b"', cli_args: "--x '${text} c' ${LAB_LEVEL} ${OUTPUT_PIPELINE_DIR}", outputs: [r.txt], cache_result: true}
              sh: {file: sh/s.sh, args: {flag: true, nothing: null, x: {ref: r}}, env: {SET: "yes"}, outputs: [sh.txt], cache_result: true}
              cmd: {command: "pwd > $OUTPUT_PIPELINE_DIR/cmd.txt; cat $KPTN_CONTEXT > $OUTPUT_PIPELINE_DIR/context.json", args: {n: 1}, outputs: [cmd.txt, context.json]}
              argv: {command: [sh, -c, 'echo "$0 $KPTN_ARG_P" > "$INPUT_PIPELINE_DIR/argv.txt"', "${not expanded}"], args: {p: 'q "r"'}, outputs: [argv.txt]}
            """)
            .Write("R/deep/r.R", "e <- Sys.getenv\nwriteLines(c(commandArgs(TRUE), basename(getwd()), e('WORDS'), e('KPTN_ARG_LEVEL'), e('KPTN_ARG_THE_LIST'), e('KPTN_ARG_TEXT'), as.character(e('INPUT_PIPELINE_DIR') == e('OUTPUT_PIPELINE_DIR'))), file.path(e('OUTPUT_PIPELINE_DIR'), 'r.txt'))\nwriteLines('{\"b\": [1, 2.50], \"a\": \"ü\"}', e('KPTN_RESULT'))\n")
            .Write("sh/s.sh", "printf '%s|' \"$(basename \"$PWD\")\" \"$KPTN_ARG_FLAG\" \"$KPTN_ARG_NOTHING\" \"$KPTN_ARG_X\" \"$SET\" \"$KPTN_TASK\" > \"$OUTPUT_PIPELINE_DIR/sh.txt\"\necho 12345678901234567890 > \"$KPTN_RESULT\"\n")
            .Settle();
        Assert.Equal($"--x\na b c\n5 6\n{sandbox["scratch"]}\ndeep\na b\n0.5\n[1,\"a\"]\na b\nTRUE\n", sandbox.Read("scratch/r.txt"));
        Assert.Equal("sh|true|null|{\"a\":\"ü\",\"b\":[1,2.50]}|yes|sh|", sandbox.Read("scratch/sh.txt"));
        Assert.Equal(sandbox.Root + "\n", sandbox.Read("scratch/cmd.txt"));
        Assert.Equal("${not expanded} q \"r\"\n", sandbox.Read("scratch/argv.txt"));
        using var context = JsonDocument.Parse(sandbox.Read("scratch/context.json"));
        Assert.Equal("{\"n\":1}", context.RootElement.GetProperty("args").GetRawText());
        Assert.Equal("12345678901234567890", context.RootElement.GetProperty("results").GetProperty("sh").GetRawText());
        Assert.Equal("cmd", context.RootElement.GetProperty("task").GetString());
        sandbox.Environment["LAB_LEVEL"] = "7";
        sandbox.Runs("r: env changed: LAB_LEVEL; sh: inputs changed: r/r.txt; cmd: inputs changed: r/r.txt");
    }

    [Fact]
    public void A_variable_in_an_output_counts()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Environment["REGION"] = "north";
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {a: , b: a}}}\ntasks:\n  a: {command: \"mkdir -p $OUTPUT_PIPELINE_DIR/$REGION; echo $REGION > $OUTPUT_PIPELINE_DIR/$REGION/a.txt\", outputs: [\"${REGION}/a.txt\"]}\n  b: {command: \"cat $INPUT_PIPELINE_DIR/*/a.txt > $OUTPUT_PIPELINE_DIR/b.txt\", outputs: [b.txt]}\n")
            .Settle();
        sandbox.Environment["REGION"] = "south";
        sandbox.Runs("a: env changed: REGION; b: inputs changed: a/north/a.txt (+1 more)");
        Assert.Equal("south\n", sandbox.Read("scratch/south/a.txt"));
    }

    [Fact]
    public void Environment_variables_count_where_they_are_named()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        sandbox.Environment["SHOP_OTHER"] = "1";
        sandbox.RunsNothing();
        sandbox.Environment["SHOP_MODE"] = "fast";
        sandbox.Runs("check: env changed: SHOP_MODE");
        sandbox.Environment["SHOP_MODE"] = "";
        sandbox.Runs("check: env changed: SHOP_MODE");
        sandbox.Environment.Remove("SHOP_MODE");
        sandbox.Runs("check: env changed: SHOP_MODE");
        sandbox.Environment["SHOP_LANG"] = "fr";
        sandbox.RunsNothing();
    }

    private static string Result(Sandbox sandbox, string task)
    {
        sandbox.Write("tools/show.py", "import json, os\nc = json.load(open(os.environ['KPTN_CONTEXT']))\nopen(os.environ['OUTPUT_PIPELINE_DIR'] + '/shown.json', 'w').write(json.dumps(next(iter(c['results'].values())), separators=(',', ':')))\n");
        var yaml = sandbox.Read("kptn.yaml");
        sandbox.Write("kptn.yaml", yaml.Replace("graphs: {g: {tasks: {", $"graphs: {{g: {{tasks: {{show: {task}, ", StringComparison.Ordinal) + "\n  show: {command: python3 tools/show.py, outputs: [shown.json]}\n");
        var run = sandbox.Run("show");
        Assert.True(run.Exit.Code == 0, run.ToString());
        sandbox.Write("kptn.yaml", yaml);
        return sandbox.Read("scratch/shown.json");
    }
}
