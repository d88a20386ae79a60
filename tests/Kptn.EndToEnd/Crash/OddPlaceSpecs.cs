namespace Kptn.EndToEnd.Crash;

public sealed class OddPlaceSpecs
{
    [Theory(Timeout = 60_000)]
    [InlineData("with space")]
    [InlineData("ünï 日本 🎉")]
    [InlineData("quo'te \"double\" $HOME `id` ; & |")]
    [InlineData("-rf")]
    public async Task A_project_may_lie_anywhere(string name)
    {
        await Task.Yield();
        using var project = new CrashProject(name);
        All(project);
        Assert.Contains("5 ran", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
        Assert.Contains("0 ran, 5 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_project_reached_through_a_link_is_the_same_project()
    {
        await Task.Yield();
        using var project = new CrashProject();
        All(project);
        Directory.CreateSymbolicLink(project.Outside + "/link", project.Root);
        project.Run("run").Expect(0);
        Assert.Contains("0 ran, 5 fresh", project.Run("run", "-p", project.Outside + "/link").Expect(0).LastLine, StringComparison.Ordinal);
        project.Write("t.py", project.Read("t.py").Replace("'x'", "'y'", StringComparison.Ordinal));
        Assert.Contains("2 ran, 3 fresh", project.Run("run", "-p", project.Outside + "/link").Expect(0).LastLine, StringComparison.Ordinal);
        Assert.Contains("0 ran, 5 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_environment_of_any_kind_reaches_the_task()
    {
        await Task.Yield();
        using var project = new CrashProject();
        for (var i = 0; i < 1000; i++) project.Environment[$"MANY_{i}"] = $"value {i}";
        project.Environment["LINES"] = "one\ntwo\n";
        project.Environment["ODD=NAME".Replace('=', '-')] = "ü 日本";
        project.Tasks("{sh: [], py: []}", """
              sh: {command: "test \"$(env | grep -c MANY_)\" = 1000 && test \"$LINES\" = \"$(printf 'one\\ntwo\\n ')\" || printf %s \"$LINES\" | od -c", env: [LINES]}
              py: {file: "t.py:py", env: [LINES, MANY_1]}
            """);
        project.Write("t.py", "import os\ndef py():\n    assert os.environ['LINES'] == 'one\\ntwo\\n' and os.environ['ODD-NAME'] == 'ü 日本' and os.environ['MANY_999'] == 'value 999'\n");
        project.Run("run").Expect(0);
        Assert.Contains("0 ran, 2 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
        project.Environment["LINES"] = "one\nthree\n";
        Assert.Contains("env changed: LINES: 2", project.Run("plan").Output.Replace("env changed: 2", "env changed: LINES: 2", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_huge_argument_reaches_the_task()
    {
        await Task.Yield();
        using var project = new CrashProject();
        var huge = new string('h', 200_000);
        project.Tasks("{sh: [], py: [], mid: []}", $$"""
              sh: {command: "python3 -c 'import json, os; assert len(json.load(open(os.environ[\"KPTN_CONTEXT\"]))[\"args\"][\"x\"]) == 200000'", args: {x: {{huge}} } }
              py: {file: "t.py:py", args: {x: {{huge}} } }
              mid: {command: "test ${#KPTN_ARG_X} = 90000", args: {x: {{huge[..90_000]}} } }
            """);
        project.Write("t.py", "def py(x): assert len(x) == 200000\n");
        project.Run("run").Expect(0);
        Assert.Contains("0 ran, 3 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(200)]
    [InlineData(240)]
    [InlineData(255)]
    [InlineData(300)]
    [InlineData(5000)]
    public async Task A_long_task_name_works(int length)
    {
        await Task.Yield();
        using var project = new CrashProject();
        var name = new string('n', length);
        project.Tasks($"{{{name}: [], p{name}: {name}}}", $$"""
              {{name}}: {command: "echo said; exit 0", args: {x: 1}, retries: 2}
              p{{name}}: {file: "t.py:p", cache_result: true}
            """);
        project.Write("t.py", "def p():\n    print('said')\n    return 1\n");
        var run = project.Run("run");
        if (run.ExitCode == 2)
        {
            Assert.Matches(@"kptn\.yaml:\d+:\d+: error\[", run.Output);
            return;
        }

        run.Expect(0);
        Assert.Equal("said\n", project.Run("logs", name).Expect(0).Output);
    }

    private static void All(CrashProject project)
    {
        project.Tasks("{sh: [], script: sh, py: script, r: py, cs: [r]}", """
              sh: {command: "echo x > \"$OUTPUT_PIPELINE_DIR/sh.txt\"", outputs: [sh.txt]}
              script: {file: sub dir/it's.sh, outputs: [script.txt]}
              py: {file: "t.py:py", outputs: [py.txt], cache_result: true}
              r: {file: "r dir/r.R", outputs: [r.txt]}
              cs: {command: [cat, in.txt]}
            """);
        project.Write("sub dir/it's.sh", "cat \"$OUTPUT_PIPELINE_DIR/sh.txt\" > \"$OUTPUT_PIPELINE_DIR/script.txt\"\n");
        project.Write("t.py", "def py(scratch_dir):\n    open(scratch_dir + '/py.txt', 'w').write('x')\n    return {'a': 1}\n");
        project.Write("r dir/r.R", "source('helper.R')\nwriteLines(f(), file.path(Sys.getenv('OUTPUT_PIPELINE_DIR'), 'r.txt'))\n");
        project.Write("r dir/helper.R", "f <- function() 'x'\n").Write("in.txt", "x");
    }
}
