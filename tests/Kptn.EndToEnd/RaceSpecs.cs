using System.Diagnostics;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>Edits made while a run goes on.</summary>
public sealed class RaceSpecs
{
    private const string Project = """
        graphs: {g: {tasks: {first: , second: {deps: first}}}}
        tasks:
          first: {file: first.sh, outputs: [first.txt]}
          second: {file: LANGUAGE, outputs: [second.txt]}
        """;

    private const string Waits = "touch \"$OUTPUT_PIPELINE_DIR/../started\"\nwhile [ ! -e \"$OUTPUT_PIPELINE_DIR/../go\" ]; do sleep 0.02; done\n";

    [Theory]
    [InlineData("second.sh", "# v1\necho v1 > \"$OUTPUT_PIPELINE_DIR/second.txt\"\n")]
    [InlineData("second.py", "import helper\n\n\ndef second(scratch_dir):\n    open(scratch_dir + '/second.txt', 'w').write(helper.text())\n")]
    [InlineData("second.R", "writeLines('v1', file.path(Sys.getenv('OUTPUT_PIPELINE_DIR'), 'second.txt'))\n")]
    public void A_script_edited_before_its_task_starts_runs_and_is_recorded_as_edited(string script, string code)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", Project.Replace("LANGUAGE", script, StringComparison.Ordinal))
            .Write("first.sh", Waits + "echo 1 > \"$OUTPUT_PIPELINE_DIR/first.txt\"\n")
            .Write("helper.py", "def text():\n    return 'v1'\n")
            .Write(script, code);
        var edited = script.EndsWith("py", StringComparison.Ordinal) ? "helper.py" : script;
        During(sandbox, () => sandbox.Write(edited, sandbox.Read(edited).Replace("v1", "v2", StringComparison.Ordinal)));
        Assert.StartsWith("v2", sandbox.Read("scratch/second.txt"), StringComparison.Ordinal);
        sandbox.RunsNothing();
        sandbox.Write(edited, sandbox.Read(edited).Replace("v2", "v1", StringComparison.Ordinal));
        Assert.Equal(["second"], sandbox.Run().Ran.Keys);
        Assert.StartsWith("v1", sandbox.Read("scratch/second.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_a_command_names_edited_before_it_starts_is_recorded_as_edited()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {first: , second: {deps: first}}}}
            tasks:
              first: {file: first.sh, outputs: [first.txt]}
              second: {command: "cp data/in.txt $OUTPUT_PIPELINE_DIR/second.txt", outputs: [second.txt]}
            """)
            .Write("first.sh", Waits + "echo 1 > \"$OUTPUT_PIPELINE_DIR/first.txt\"\n")
            .Write("data/in.txt", "v1");
        During(sandbox, () => sandbox.Write("data/in.txt", "v2"));
        Assert.Equal("v2", sandbox.Read("scratch/second.txt"));
        sandbox.RunsNothing();
        sandbox.Write("data/in.txt", "v1");
        sandbox.Runs("second: code changed: data/in.txt");
        Assert.Equal("v1", sandbox.Read("scratch/second.txt"));
    }

    [Theory]
    [InlineData("first.sh", "code changed: first.sh")]
    [InlineData("lib.sh", "code changed: lib.sh")]
    [InlineData("in.csv", "code changed: in.csv")]
    public void Code_edited_while_its_task_runs_makes_it_out_of_date(string file, string reason)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {first: }}}\ntasks:\n  first: {file: first.sh, code_deps: [in.csv], outputs: [first.txt]}\n")
            .Write("first.sh", ". ./lib.sh\n" + Waits + "echo 1 > \"$OUTPUT_PIPELINE_DIR/first.txt\"\n")
            .Write("lib.sh", "true\n")
            .Write("in.csv", "1\n");
        During(sandbox, () => sandbox.Append(file, "\ntrue\n"));
        sandbox.Runs("first: " + reason);
    }

    [Fact]
    public void An_input_edited_while_its_reader_runs_makes_the_reader_out_of_date()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {a: , b: a}}}\ntasks:\n  a: {command: \"echo good > $OUTPUT_PIPELINE_DIR/a.txt\", outputs: [a.txt]}\n  b: {file: b.sh, outputs: [b.txt]}\n")
            .Write("b.sh", Waits + "cp \"$INPUT_PIPELINE_DIR/a.txt\" \"$OUTPUT_PIPELINE_DIR/b.txt\"\n");
        During(sandbox, () => sandbox.Write("scratch/a.txt", "bad\n"));
        Assert.Equal("bad\n", sandbox.Read("scratch/b.txt"));
        sandbox.Runs("a: outputs modified: a.txt; b: inputs changed: a/a.txt");
        Assert.Equal("good\n", sandbox.Read("scratch/b.txt"));
    }

    [Fact]
    public void An_input_in_a_folder_edited_while_its_reader_runs_makes_the_reader_out_of_date()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {a: , b: a}}}\ntasks:\n  a: {command: \"mkdir -p $OUTPUT_PIPELINE_DIR/d && echo good > $OUTPUT_PIPELINE_DIR/d/a.txt\", outputs: [d]}\n  b: {file: b.sh, outputs: [b.txt]}\n")
            .Write("b.sh", Waits + "cat \"$INPUT_PIPELINE_DIR\"/d/* > \"$OUTPUT_PIPELINE_DIR/b.txt\"\n");
        During(sandbox, () => sandbox.Write("scratch/d/b.txt", "bad\n"));
        sandbox.Delete("scratch/d/b.txt");
        sandbox.Runs("b: inputs changed: a/d/");
    }

    [Fact]
    public void A_config_file_edited_while_a_task_runs_makes_it_out_of_date()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "config: {limit: {include: c.json}}\ngraphs: {g: {tasks: {first: , second: first}}}\ntasks:\n  first: {file: first.sh, outputs: [first.txt]}\n  second: {file: s.py, outputs: [s.txt]}\n".Replace("s.py", "s.py:second", StringComparison.Ordinal))
            .Write("c.json", "{\"n\": 1}")
            .Write("first.sh", Waits + "echo 1 > \"$OUTPUT_PIPELINE_DIR/first.txt\"\n")
            .Write("s.py", "def second(limit, scratch_dir):\n    open(scratch_dir + '/s.txt', 'w').write(str(limit['n']))\n");
        During(sandbox, () => sandbox.Write("c.json", "{\"n\": 2}").Append("s.py", "\n\ndef more():\n    pass\n"));
        Assert.Equal("1", sandbox.Read("scratch/s.txt"));
        sandbox.Runs("second: config changed: limit");
        Assert.Equal("2", sandbox.Read("scratch/s.txt"));
    }

    [Fact]
    public void An_edit_between_two_tries_is_recorded_with_the_second()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {a: }}}\ntasks:\n  a: {file: a.sh, outputs: [a.txt], retries: 100, retry_delay: 0.05}\n")
            .Write("a.sh", "touch started\nexit 3\n");
        using var process = sandbox.Start("run", "--no-restore");
        Wait(() => File.Exists(sandbox["started"]));
        sandbox.Write("a.sh", "echo ok > \"$OUTPUT_PIPELINE_DIR/a.txt\"\n");
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        sandbox.RunsNothing();
        sandbox.Append("a.sh", "exit 0\n").Runs("a: code changed: a.sh");
    }

    [Fact]
    public void Two_edits_within_one_second_are_never_hidden_by_kept_bytecode()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {a: }}}\ntasks:\n  a: {file: a.py, outputs: [a.txt]}\n")
            .Write("a.py", "from pkg.mod import text\n\n\ndef a(scratch_dir):\n    open(scratch_dir + '/a.txt', 'w').write(text())\n")
            .Write("pkg/mod.py", "def text():\n    return 'v0'\n")
            .Sh("touch -d '2020-01-01 00:00:00' pkg/mod.py")
            .Settle();
        for (var i = 1; i < 4; i++)
        {
            sandbox.Edit("pkg/mod.py", $"v{i - 1}", $"v{i}").Sh("touch -d '2020-01-01 00:00:00' pkg/mod.py");
            sandbox.Runs("a: code changed: pkg/mod.py:text");
            Assert.Equal($"v{i}", sandbox.Read("scratch/a.txt"));
        }
    }

    private static void During(Sandbox sandbox, Action change)
    {
        using var process = sandbox.Start("run", "--no-restore", "-j", "1");
        Wait(() => File.Exists(sandbox["started"]));
        change();
        sandbox.Write("go", "");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }

    private static void Wait(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
            Thread.Sleep(10);
        }
    }
}
