using System.Diagnostics;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary><c>kptn restore</c> as a user has it, on real projects.</summary>
public sealed class RestoreSpecs
{
    [Theory(Timeout = 120_000)]
    [InlineData("shop", "main")]
    [InlineData("lab", "lab")]
    public async Task A_lost_scratch_dir_comes_back_and_nothing_has_to_run(string name, string graph)
    {
        await Task.Yield();
        using var project = Sandbox.Ran(name, graph);
        var before = Files(project, "scratch");
        project.Delete("scratch");

        var restore = project.Kptn([.. project.InGraph(["restore"])]);
        Assert.True(restore.Code == 0, restore.Out + restore.Error);
        Assert.Equal(before, Files(project, "scratch"));
        Assert.Empty(project.Plan().Of("run"));
        project.RunsNothing();
        Assert.Contains("0 outputs restored", project.Kptn([.. project.InGraph(["restore"])]).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Folders_globs_scripts_and_links_come_back_as_they_were()
    {
        await Task.Yield();
        using var project = Sandbox.Empty();
        project.Write("kptn.yaml", """
            graphs: {g: {tasks: {a: []}}}
            tasks:
              a: {file: a.sh, outputs: [out, "part_*.csv", run.sh, empty, link]}
            """).Write("a.sh", """
            cd "$OUTPUT_PIPELINE_DIR"
            mkdir -p out/deep
            echo 1 > out/x
            echo 2 > "out/deep/two words"
            ln -s ../../a.sh out/linked
            for i in 1 2 3; do echo $i > part_$i.csv; done
            printf '#!/bin/sh\necho it runs\n' > run.sh
            chmod +x run.sh
            : > empty
            ln -s run.sh link
            """).Settle();
        project.Delete("scratch").Kptn("restore");

        project.RunsNothing();
        Assert.Equal("2\n", project.Read("scratch/out/deep/two words"));
        Assert.Equal(project.Read("a.sh"), project.Read("scratch/out/linked"));
        Assert.Equal("", project.Read("scratch/empty"));
        Assert.Equal("3\n", project.Read("scratch/part_3.csv"));
        project.Sh("test \"$(scratch/run.sh)\" = 'it runs'; test ! -L scratch/link");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_changed_is_kept_until_it_is_forced()
    {
        await Task.Yield();
        using var project = Pair().Settle();
        project.Write("scratch/a.csv", "mine").Write("scratch/d/more", "mine too").Delete("scratch/d/2");

        var kept = project.Kptn("restore");
        Assert.Equal(1, kept.Code);
        Assert.Contains("modified, kept", kept.Out, StringComparison.Ordinal);
        Assert.Contains("2 modified and kept", kept.Out, StringComparison.Ordinal);
        Assert.Contains("kptn restore --force", kept.Out, StringComparison.Ordinal);
        Assert.Equal("mine", project.Read("scratch/a.csv"));
        Assert.Equal("mine too", project.Read("scratch/d/more"));

        Assert.Equal(0, project.Kptn("restore", "--force").Code);
        Assert.Equal("a\n", project.Read("scratch/a.csv"));
        Assert.False(File.Exists(project["scratch/d/more"]));
        project.RunsNothing();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_that_is_missing_from_a_folder_is_put_back_beside_the_others()
    {
        await Task.Yield();
        using var project = Pair().Settle();
        project.Delete("scratch/d/2");
        Assert.Equal(0, project.Kptn("restore").Code);
        Assert.Equal("2\n", project.Read("scratch/d/2"));
        project.RunsNothing();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_not_among_the_artifacts_is_named_with_the_command_that_makes_it()
    {
        await Task.Yield();
        using var project = Pair("settings: {artifacts: none}").Settle();
        Assert.False(Directory.Exists(project[".kptn/artifacts"]));
        project.Delete("scratch");

        var restore = project.Kptn("restore");
        Assert.Equal(1, restore.Code);
        Assert.Contains("not among the artifacts", restore.Out, StringComparison.Ordinal);
        Assert.Contains("kptn run a b", restore.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(project["scratch"]));
        Assert.Equal(0, project.Kptn("run", "a", "b").Code);
        Assert.Equal("2\n", project.Read("scratch/d/2"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_corrupt_artifact_is_never_handed_out()
    {
        await Task.Yield();
        using var project = Pair().Settle();
        project.Sh("for f in .kptn/artifacts/??/*; do chmod u+w $f; printf X >> $f; done; rm -r scratch");

        var restore = project.Kptn("restore");
        Assert.Equal(1, restore.Code);
        Assert.Contains("corrupt", restore.Out, StringComparison.Ordinal);
        Assert.Contains("kptn run a b", restore.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(project["scratch/a.csv"]));
        project.Settle();
        project.Delete("scratch");
        Assert.Equal(0, project.Kptn("restore").Code);
        project.RunsNothing();
    }

    [Fact(Timeout = 120_000)]
    public async Task Outputs_of_items_come_back_all_or_one()
    {
        await Task.Yield();
        using var project = Sandbox.Empty();
        project.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], each: list}}}
            tasks:
              list: {file: "t.py:numbers", cache_result: true, iterable_item: N}
              each: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/each/$N; echo $N > $OUTPUT_PIPELINE_DIR/each/$N/n.txt", map_over: N, bundle_size: 10, outputs: ["each/${N}/n.txt"]}
            """).Write("t.py", "def numbers(): return list(range(60))\n").Settle();
        project.Delete("scratch");

        Assert.Equal(0, project.Kptn("restore", "--item", "N=7").Code);
        Assert.Equal("7\n", project.Read("scratch/each/7/n.txt"));
        Assert.Single(Directory.GetFiles(project["scratch"], "*", SearchOption.AllDirectories));
        var all = project.Kptn("restore", "each", "--json");
        Assert.Equal(0, all.Code);
        Assert.Contains("\"restored\": 59", all.Out, StringComparison.Ordinal);
        project.RunsNothing();
        Assert.Equal(2, project.Kptn("restore", "--item", "M=7").Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_output_that_was_changed_by_a_later_task_is_not_kept_as_what_it_was()
    {
        await Task.Yield();
        using var project = Sandbox.Empty();
        project.Write("kptn.yaml", """
            graphs: {g: {tasks: {a: [], b: a}}}
            tasks:
              a: {command: "head -c 30000000 /dev/zero > $OUTPUT_PIPELINE_DIR/a.bin; echo first > $OUTPUT_PIPELINE_DIR/a.csv", outputs: [a.bin, a.csv]}
              b: {command: "echo second > $OUTPUT_PIPELINE_DIR/a.csv; echo b > $OUTPUT_PIPELINE_DIR/b.csv", outputs: [b.csv]}
            """);
        Assert.Equal(0, project.Kptn("run").Code);

        project.Sh("for f in $(find .kptn/artifacts -type f); do test $(sha256sum < $f | cut -c3-64) = $(basename $f); done");
        Assert.Equal("second\n", project.Read("scratch/a.csv"));
        project.Delete("scratch/a.csv");
        var restore = project.Kptn("restore");
        if (restore.Code == 0) Assert.Equal("first\n", project.Read("scratch/a.csv"));
        else Assert.Contains("kptn run a", restore.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_projects_may_share_a_folder_and_store_the_same_content_at_once()
    {
        await Task.Yield();
        using var one = Many("../shared");
        using var two = Many(one["../shared"]);
        using (var first = one.Start("run"))
        using (var second = two.Start("run"))
        {
            foreach (var run in new[] { first, second })
            {
                await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
                await run.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.Equal(0, run.ExitCode);
            }
        }

        var shared = Directory.GetFiles(one["../shared"], "*", SearchOption.AllDirectories).Where(file => !file.Contains("/runs/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(101, shared.Length);
        foreach (var project in new[] { one, two })
        {
            Assert.False(Directory.Exists(project[".kptn/artifacts"]));
            project.Delete("scratch");
            Assert.Equal(0, project.Kptn("restore").Code);
            project.RunsNothing();
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Artifacts_among_the_outputs_are_refused()
    {
        await Task.Yield();
        using var project = Pair("settings: {artifacts: scratch/kept}");
        var run = project.Kptn("run");
        Assert.Equal(2, run.Code);
        Assert.Contains("artifacts-in-scratch", run.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Nothing_is_put_back_while_a_run_writes()
    {
        await Task.Yield();
        using var project = Pair().Settle();
        project.Write("wait", "").Edit("kptn.yaml", "echo a >", "while test -e $PWD/wait; do sleep 0.05; done; echo a >");
        using var run = project.Start("run");
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30) && project.Kptn("status").Out.Contains("running", StringComparison.Ordinal) == false;) Thread.Sleep(50);
        var restore = project.Kptn("restore");
        project.Delete("wait");
        await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, restore.Code);
        Assert.Contains("is in use by process", restore.Error, StringComparison.Ordinal);
    }

    private static Sandbox Pair(string settings = "")
    {
        var project = Sandbox.Empty();
        return project.Write("kptn.yaml", $$"""
            {{settings}}
            graphs: {g: {tasks: {a: [], b: a} } }
            tasks:
              a: {command: "echo a > $OUTPUT_PIPELINE_DIR/a.csv", outputs: [a.csv]}
              b: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/d; echo 1 > $OUTPUT_PIPELINE_DIR/d/1; echo 2 > $OUTPUT_PIPELINE_DIR/d/2", outputs: [d/]}
            """);
    }

    private static Sandbox Many(string artifacts) => Sandbox.Empty()
        .Write("kptn.yaml", $$"""
            settings: {artifacts: "{{artifacts}}"}
            graphs: {g: {tasks: {a: [], r: []} } }
            tasks:
              a: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/d; for i in $(seq 98); do head -c ${i}000 /dev/zero > $OUTPUT_PIPELINE_DIR/d/$i; done; echo x > $OUTPUT_PIPELINE_DIR/x", outputs: [d/, x]}
              r: {file: "t.py:r", cache_result: true}
            """)
        .Write("t.py", "def r(): return 'shared'\n");

    private static SortedDictionary<string, string> Files(Sandbox project, string folder) =>
        new(Directory.GetFiles(project[folder], "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(project.Root, path), path => Convert.ToHexString(File.ReadAllBytes(path))), StringComparer.Ordinal);
}
