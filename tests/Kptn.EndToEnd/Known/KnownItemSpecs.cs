using Kptn.EndToEnd.Harness;
using Kptn.Engine.Fingerprints;

namespace Kptn.EndToEnd.Known;

/// <summary>Items that anybody's run is known to have done are put back one by one.</summary>
public sealed class KnownItemSpecs
{
    [Fact]
    public void Another_checkout_runs_only_the_items_that_nobody_has_done()
    {
        using var one = Mapped("artifacts: ../shared, storage_key: main", "'a', 'b'");
        one.Settle();
        using var two = Mapped($"artifacts: '{one["../shared"]}', storage_key: feature", "'a', 'b', 'c'");

        var run = two.Run();

        Assert.Equal(0, run.Exit.Code);
        Assert.Equal(2, run.RestoredItems);
        Assert.Equal(["each@c"], run.RanItems);
        Assert.Equal("a\nb\nc\n", two.Read("scratch/all.txt"));
        Assert.Equal(one.Read("scratch/x_a.txt"), two.Read("scratch/x_a.txt"));
        Nothing(two);
    }

    [Fact]
    public void Where_all_items_are_known_the_task_does_not_run_and_starts_no_worker()
    {
        using var one = Mapped("artifacts: ../shared, storage_key: main", "'a', 'b'");
        one.Settle();
        using var two = Mapped($"artifacts: '{one["../shared"]}', storage_key: feature", "'a', 'b'");

        Assert.Equal(["all", "each", "list"], two.Plan().Of("restore"));
        var run = two.Run();

        Assert.Equal(("", 2), (run.Reasons, run.RestoredItems));
        Assert.Equal(["all", "each", "list"], run.Restored.Keys);
        Nothing(two);
    }

    [Fact]
    public void Files_of_items_that_are_gone_are_put_back_and_nothing_runs()
    {
        using var project = Mapped("", "'a', 'b', 'c'");
        project.Settle();
        project.Sh("rm scratch/x_a.txt; echo changed > scratch/x_b.txt");

        var run = project.Run();

        Assert.Equal(("", 2), (run.Reasons, run.RestoredItems));
        Assert.Equal("a\nb\n", project.Read("scratch/x_a.txt") + project.Read("scratch/x_b.txt"));
        Nothing(project);
    }

    [Fact]
    public void An_item_whose_content_is_damaged_runs_alone()
    {
        using var project = Mapped("", "'a', 'b', 'c'");
        project.Settle();
        var hash = Hash256.Of("b\n").ToString();
        project.Sh($"f=.kptn/artifacts/{hash[..2]}/{hash[2..]}; chmod +w $f; echo damaged > $f; rm -r scratch");

        var run = project.Run();

        Assert.Equal(["each@b"], run.RanItems);
        Assert.Equal("a\nb\nc\n", project.Read("scratch/all.txt"));
        Nothing(project);
    }

    [Fact]
    public void Items_whose_code_was_changed_and_changed_back_are_restored()
    {
        using var project = Mapped("", "'a', 'b', 'c'");
        project.Settle();
        project.Edit("each.py", "+ '\\n'", "+ '!\\n'").Settle();
        project.Edit("each.py", "+ '!\\n'", "+ '\\n'");

        var run = project.Run();

        Assert.Equal(("", 3), (run.Reasons, run.RestoredItems));
        Assert.Equal("a\nb\nc\n", project.Read("scratch/all.txt"));
        Nothing(project);
    }

    [Fact]
    public void What_all_items_make_together_is_put_back_with_them_or_all_run()
    {
        using var one = Sandbox.Empty().Write("list.py", "def list(): return ['a', 'b']").Write("kptn.yaml", Shared("../shared", "main"));
        one.Settle();
        using var two = Sandbox.Empty().Write("list.py", "def list(): return ['a', 'b']").Write("kptn.yaml", Shared(one["../shared"], "feature"));
        two.Restores = true;

        var run = two.Run();

        Assert.Equal(("", 2), (run.Reasons, run.RestoredItems));
        Assert.Equal(one.Read("scratch/log.txt"), two.Read("scratch/log.txt"));
        two.Sh("rm scratch/log.txt");
        Assert.Equal("", two.Run().Reasons);
        Assert.Equal(one.Read("scratch/log.txt"), two.Read("scratch/log.txt"));
    }

    private static void Nothing(Sandbox project)
    {
        var run = project.Run();
        Assert.Equal(("", 0, 0), (run.Reasons, run.Restored.Count, run.Exit.Code));
    }

    private static string Shared(string artifacts, string key) => $$"""
        settings: {artifacts: '{{artifacts}}', storage_key: {{key}}}
        graphs: {g: {tasks: {list: , each: list} } }
        tasks:
          list: {file: list.py, cache_result: true, iterable_item: X}
          each: {command: 'echo $X >> "$OUTPUT_PIPELINE_DIR/log.txt"', map_over: X, outputs: [log.txt]}
        """;

    private static Sandbox Mapped(string settings, string items)
    {
        var project = Sandbox.Empty().Write("kptn.yaml", $$"""
            settings: {{{settings}}}
            graphs: {g: {tasks: {list: , each: list, all: each} } }
            tasks:
              list: {file: list.py, cache_result: true, iterable_item: X}
              each: {file: each.py, map_over: X, outputs: ["x_${X}.txt"], cache_result: true}
              all: {command: 'cat "$OUTPUT_PIPELINE_DIR"/x_*.txt > "$OUTPUT_PIPELINE_DIR/all.txt"', outputs: [all.txt]}
            """)
            .Write("list.py", $"def list(): return [{items}]")
            .Write("each.py", "def each(X, scratch_dir):\n    open(f'{scratch_dir}/x_{X}.txt', 'w').write(X + '\\n')\n    return {'x': X, 'pad': X * 3000}\n");
        project.Restores = true;
        return project;
    }
}
