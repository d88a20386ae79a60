using Kptn.EndToEnd.Harness;
using Kptn.Engine.Fingerprints;

namespace Kptn.EndToEnd.Known;

/// <summary>What anybody's run is known to have made is put back instead of being made again.</summary>
public sealed class KnownRunSpecs
{
    [Fact]
    public void A_change_that_is_taken_back_costs_nothing()
    {
        using var project = Chain();
        project.Settle();
        var (a, c) = (project.Read("scratch/a.csv"), project.Read("scratch/c.csv"));
        project.Edit("a.py", "1", "2").Settle();
        Assert.NotEqual(a, project.Read("scratch/a.csv"));

        project.Edit("a.py", "2", "1");
        Assert.Equal("a b c", string.Join(' ', project.Plan().Of("restore").Order(StringComparer.Ordinal)));
        var run = project.Run();

        Assert.Equal("", run.Reasons);
        Assert.Equal(["a", "b", "c"], run.Restored.Keys);
        Assert.All(run.Restored.Values, from => Assert.StartsWith("local, run ", from, StringComparison.Ordinal));
        Assert.Equal((a, c), (project.Read("scratch/a.csv"), project.Read("scratch/c.csv")));
        Assert.Equal("aa", project.Read("runs.txt"));
        Nothing(project);
    }

    [Fact]
    public void Another_checkout_on_another_branch_restores_what_the_first_one_made()
    {
        using var one = Chain("artifacts: ../shared, storage_key: main");
        one.Settle();
        using var two = Chain($"artifacts: '{one["../shared"]}', storage_key: feature").Edit("c.py", "'c'", "'C'");

        var run = two.Run();

        Assert.Equal("c: no cached state", run.Reasons);
        Assert.Equal(["a", "b"], run.Restored.Keys);
        Assert.Equal(one.Read("scratch/a.csv"), two.Read("scratch/a.csv"));
        Nothing(two);
    }

    [Fact]
    public void Outputs_that_are_gone_or_changed_are_put_back_and_results_too()
    {
        using var project = Chain();
        project.Settle();
        var (a, c) = (project.Read("scratch/a.csv"), project.Read("scratch/c.csv"));
        project.Delete("scratch/a.csv").Write("scratch/c.csv", "mine\n");

        var run = project.Run();

        Assert.Equal("", run.Reasons);
        Assert.Equal(["a", "c"], run.Restored.Keys);
        Assert.All(run.Restored.Values, from => Assert.StartsWith("run ", from, StringComparison.Ordinal));
        Assert.Equal((a, c), (project.Read("scratch/a.csv"), project.Read("scratch/c.csv")));
        Nothing(project);
    }

    [Fact]
    public void Whoever_wants_it_to_run_gets_it_run()
    {
        using var project = Chain();
        project.Settle();
        Assert.Equal("a: forced", project.Run("a", "--force").Reasons);
        project.Delete("scratch/a.csv");
        Assert.Equal("a: outputs missing: a.csv", project.Run("--no-restore").Reasons);
        project.Delete("scratch");
        Assert.Equal("run run", string.Join(' ', project.Plan("--no-restore").Actions.Values.Order(StringComparer.Ordinal).Where(action => action == "run").Take(2)));
    }

    [Fact]
    public void A_success_from_before_a_failure_does_not_make_up_for_it()
    {
        using var project = Sandbox.Empty().Write("kptn.yaml", "graphs: {g: {tasks: {a: }}}\ntasks: {a: {command: 'test ! -e broken && echo 1 > \"$OUTPUT_PIPELINE_DIR/a.csv\"', outputs: [a.csv]}}\n");
        project.Settle();
        project.Restores = true;
        project.Write("broken", "");
        Assert.Equal(1, project.Run("--force").Exit.Code);
        Assert.Equal(1, project.Run().Exit.Code);
        project.Delete("broken");

        Assert.Equal("a: previous run failed", project.Run().Reasons);
        Nothing(project);
    }

    [Fact]
    public void Content_that_is_damaged_is_never_put_back_and_the_task_runs()
    {
        using var project = Chain();
        project.Settle();
        var a = project.Read("scratch/a.csv");
        project.Sh($"f=.kptn/artifacts/{Hash(a)[..2]}/{Hash(a)[2..]}; chmod +w $f; echo damaged > $f; rm scratch/a.csv");

        var run = project.Run();

        Assert.Equal("a: outputs missing: a.csv", run.Reasons);
        Assert.Contains(run.Notices, notice => notice.Contains("it could not be restored", StringComparison.Ordinal));
        Assert.Equal(a, project.Read("scratch/a.csv"));
        Nothing(project);
    }

    [Theory]
    [InlineData("../../outside.txt")]
    [InlineData("c.csv")]
    [InlineData("/tmp/kptn-outside.txt")]
    public void An_entry_of_somebody_else_cannot_make_kptn_write_anywhere_else(string path)
    {
        using var project = Chain();
        project.Settle();
        var c = project.Read("scratch/c.csv");
        foreach (var file in Directory.GetFiles(project[".kptn/artifacts/runs"], "*.json", SearchOption.AllDirectories))
        {
            var body = File.ReadAllText(file)[65..].Replace("\"a.csv\"", $"\"{path}\"", StringComparison.Ordinal);
            File.WriteAllText(file, $"{Hash(body)}\n{body}");
        }

        project.Delete("scratch/a.csv").Delete(".kptn/state");
        var run = project.Run();

        Assert.Equal(0, run.Exit.Code);
        Assert.Contains("a: ", run.Reasons, StringComparison.Ordinal);
        Assert.Equal(c, project.Read("scratch/c.csv"));
        Assert.False(File.Exists(project["../outside.txt"]) || File.Exists("/tmp/kptn-outside.txt"));
    }

    [Fact]
    public void An_entry_that_was_cut_short_does_not_count()
    {
        using var project = Chain();
        project.Settle();
        foreach (var file in Directory.GetFiles(project[".kptn/artifacts/runs"], "*.json", SearchOption.AllDirectories)) File.WriteAllBytes(file, File.ReadAllBytes(file)[..^7]);
        project.Delete(".kptn/state");

        Assert.Equal("a: no cached state\nb: no cached state\nc: no cached state", project.Run().Reasons);
        Nothing(project);
    }

    [Fact]
    public void What_follows_a_task_that_cannot_be_restored_after_all_goes_by_what_it_makes()
    {
        using var project = Sandbox.Empty().Write("kptn.yaml", """
            graphs: {g: {tasks: {a: , b: a}}}
            tasks:
              a: {file: a.py, outputs: [a.csv]}
              b: {command: 'cat "$INPUT_PIPELINE_DIR/a.csv" > "$OUTPUT_PIPELINE_DIR/b.csv"', outputs: [b.csv]}
            """).Write("../source.txt", "1\n").Write("a.py", "def a(scratch_dir):\n    open(f'{scratch_dir}/a.csv', 'w').write(open('../source.txt').read())\n");
        project.Settle();
        project.Restores = true;
        var hash = Hash("1\n");
        project.Sh($"f=.kptn/artifacts/{hash[..2]}/{hash[2..]}; chmod +w $f; echo 7 > $f; echo 2 > ../source.txt; rm -r scratch .kptn/state");
        Assert.Equal(["a", "b"], project.Plan().Of("restore"));
        var run = project.Run();

        Assert.Equal(0, run.Exit.Code);
        Assert.Equal(["a", "b"], run.Ran.Keys);
        Assert.Equal("2\n", project.Read("scratch/b.csv"));
        Nothing(project);
    }

    [Fact]
    public void Tasks_whose_whole_doing_is_not_known_by_their_outputs_run()
    {
        using var project = Sandbox.Empty().Write("kptn.yaml", """
            graphs: {g: {tasks: {effect: , load: , rows: load}}}
            config: {duckdb: data.duckdb}
            tasks:
              effect: {command: 'echo x >> effects.txt'}
              load: {file: load.sql, outputs: ["duckdb://t"]}
              rows: {file: rows.sql, outputs: [rows.csv]}
            """).Write("load.sql", "create or replace table t as select 1 as i").Write("rows.sql", "copy t to ($scratch_dir || '/rows.csv')");
        project.Settle();
        project.Restores = true;
        project.Sh("rm -r .kptn/state scratch data.duckdb");

        var run = project.Run();

        Assert.Equal(["effect", "load", "rows"], run.Ran.Keys);
        Assert.Empty(run.Restored);
        Assert.Equal("x\nx\n", project.Read("effects.txt"));
    }

    [Fact]
    public void Folders_and_globs_are_restored_whole()
    {
        using var project = Sandbox.Empty().Write("kptn.yaml", """
            graphs: {g: {tasks: {a: }}}
            tasks:
              a: {command: 'mkdir -p "$OUTPUT_PIPELINE_DIR/d/e" && echo 1 > "$OUTPUT_PIPELINE_DIR/d/e/1" && echo 2 > "$OUTPUT_PIPELINE_DIR/d/2" && echo 3 > "$OUTPUT_PIPELINE_DIR/x.log"', outputs: [d/, "*.log"]}
            """);
        project.Settle();
        project.Restores = true;
        project.Sh("rm -r scratch/d/e scratch/x.log; echo changed > scratch/d/2; echo more > scratch/d/more");

        var run = project.Run();

        Assert.Equal("", run.Reasons);
        Assert.Equal("1\n2\n3\n", project.Read("scratch/d/e/1") + project.Read("scratch/d/2") + project.Read("scratch/x.log"));
        Assert.False(File.Exists(project["scratch/d/more"]));
        Nothing(project);
    }

    private static string Hash(string text) => Hash256.Of(text).ToString();

    private static void Nothing(Sandbox project)
    {
        var run = project.Run();
        Assert.Equal(("", 0, 0), (run.Reasons, run.Restored.Count, run.Exit.Code));
    }

    // Each run leaves a letter in a file beside the project's.
    private static Sandbox Chain(string settings = "")
    {
        var project = Sandbox.Empty().Write("kptn.yaml", $$"""
            settings: {{{settings}}}
            graphs: {g: {tasks: {a: , b: a, c: b} } }
            tasks:
              a: {file: a.py, outputs: [a.csv]}
              b: {file: b.py, cache_result: true}
              c: {file: c.py, outputs: [c.csv]}
            """)
            .Write("a.py", "def a(scratch_dir):\n    open('runs.txt', 'a').write('a')\n    open(f'{scratch_dir}/a.csv', 'w').write('x\\n1\\n')\n")
            .Write("b.py", "def b(scratch_dir):\n    return open(f'{scratch_dir}/a.csv').read()\n")
            .Write("c.py", "def c(b, scratch_dir):\n    open(f'{scratch_dir}/c.csv', 'w').write('c' + b)\n");
        project.Restores = true;
        return project;
    }
}
