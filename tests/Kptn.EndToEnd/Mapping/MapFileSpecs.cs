using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Mapping;

/// <summary>Items that are files, items that leave the list, plans that are kept.</summary>
public sealed class MapFileSpecs
{
    [Fact]
    public void Only_files_that_changed_run_where_items_are_files()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {m: [], sum: m}}}
            tasks:
              m: {command: 'echo "$FILE" >> ran.m; mkdir -p "$OUTPUT_PIPELINE_DIR/$(dirname "$FILE")"; cp "$FILE" "$OUTPUT_PIPELINE_DIR/$FILE"; wc -l < "$FILE" > "$KPTN_RESULT"', map_over: {glob: "in/**/*.csv", key: FILE}, cache_result: true, outputs: ["${FILE}"]}
              sum: {file: "t.py:sum", outputs: [sum]}
            """);
        sandbox.Write("t.py", "def sum(m, scratch_dir): open(scratch_dir + '/sum', 'w').write(str(m))\n");
        sandbox.Settle();
        Assert.Equal("[]", sandbox.Read("scratch/sum"));
        sandbox.Write("in/a.csv", "1\n").Write("in/deep/b c.csv", "1\n2\n").Write("in/é'.csv", "").Write("in/no.txt", "").Settle();
        Assert.Equal("in/a.csv|in/deep/b c.csv|in/é'.csv", Ran(sandbox));
        Assert.Equal("[1, 2, 0]", sandbox.Read("scratch/sum"));
        sandbox.Sh("touch in/*.csv").RunsNothing();
        sandbox.Append("in/a.csv", "2\n3\n").Settle();
        Assert.Equal("in/a.csv", Ran(sandbox));
        sandbox.Sh("mv in/a.csv in/z.csv").Settle();
        Assert.Equal("in/z.csv", Ran(sandbox));
        Assert.Equal("[2, 3, 0]", sandbox.Read("scratch/sum"));
        sandbox.Delete("in/z.csv").Settle();
        Assert.Equal("", Ran(sandbox));
        Assert.Equal("[2, 0]", sandbox.Read("scratch/sum"));
        sandbox.Write("in/new.csv", "").Write("in/deep/b c.csv", "x").Settle();
        Assert.Equal("in/deep/b c.csv|in/new.csv", Ran(sandbox));
    }

    [Fact]
    public void Outputs_of_items_that_left_are_listed_and_an_item_that_comes_back_runs_again()
    {
        using var sandbox = Listed().Write("list.json", "[1, 2, 3]").Settle();
        Assert.Equal("1|2|3", Ran(sandbox));
        sandbox.Write("list.json", "[3, 1]").Settle();
        Assert.Equal("", Ran(sandbox));
        Assert.Contains("o/2", sandbox.Kptn("outputs", "--orphans").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("o/1", sandbox.Kptn("outputs", "--orphans").Out, StringComparison.Ordinal);
        Assert.True(File.Exists(sandbox["scratch/o/2"]));

        sandbox.Write("list.json", "[1, 2, 3]").Settle();
        Assert.Equal("2", Ran(sandbox));
        Assert.DoesNotContain("o/2", sandbox.Kptn("outputs", "--orphans").Out, StringComparison.Ordinal);

        sandbox.Write("list.json", "[2]").Settle();
        Assert.Equal(0, sandbox.Kptn("outputs", "--orphans", "--delete").Code);
        Assert.False(File.Exists(sandbox["scratch/o/1"]));
        Assert.False(File.Exists(sandbox["scratch/o/3"]));
        Assert.True(File.Exists(sandbox["scratch/o/2"]));
        Assert.DoesNotContain("o/1", sandbox.Kptn("outputs", "--orphans").Out, StringComparison.Ordinal);
        sandbox.RunsNothing();
    }

    [Fact]
    public void An_item_that_writes_elsewhere_leaves_its_old_output_as_an_orphan()
    {
        using var sandbox = Listed().Write("list.json", "[1, 2]").Settle();
        sandbox.Write("kptn.yaml", sandbox.Read("kptn.yaml").Replace("o/", "p/", StringComparison.Ordinal)).Settle();
        var orphans = sandbox.Kptn("outputs", "--orphans").Out;
        Assert.Contains("o/1", orphans, StringComparison.Ordinal);
        Assert.Contains("o/2", orphans, StringComparison.Ordinal);
        Assert.DoesNotContain("p/", orphans, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_another_item_has_taken_over_is_no_orphan()
    {
        using var sandbox = Listed().Write("list.json", "[\"a\", \"b\"]").Settle();
        sandbox.Write("list.json", "[\"./a\", \"b\"]").Settle();
        Assert.DoesNotContain("o/a", sandbox.Kptn("outputs", "--orphans").Out, StringComparison.Ordinal);
        sandbox.Kptn("outputs", "--orphans", "--delete");
        Assert.True(File.Exists(sandbox["scratch/o/a"]));
        sandbox.RunsNothing();
    }

    [Fact]
    public void A_kept_plan_runs_as_planned_or_not_at_all()
    {
        using var sandbox = Listed().Write("list.json", "[1, 2]").Settle();
        Ran(sandbox);
        sandbox.Write("list.json", "[1, 2, 3]");
        Assert.Equal(0, sandbox.Kptn("plan", "--no-restore", "--save", "p.json").Code);
        sandbox.Write("list.json", "[1, 2, 3, 4]");
        Assert.Equal(2, sandbox.Kptn("run", "--plan", "p.json").Code);
        Assert.Equal("", Ran(sandbox));
        sandbox.Write("list.json", "[1, 2, 3]");
        Assert.Equal(0, sandbox.Kptn("run", "--plan", "p.json").Code);
        Assert.Equal("3", Ran(sandbox));

        sandbox.Delete("scratch/o/1");
        Assert.Equal(0, sandbox.Kptn("plan", "--no-restore", "--save", "p.json").Code);
        sandbox.Delete("scratch/o/2");
        Assert.Equal(2, sandbox.Kptn("run", "--plan", "p.json").Code);
        Assert.Equal(0, sandbox.Kptn("plan", "--no-restore", "--save", "p.json").Code);
        Assert.Equal(0, sandbox.Kptn("run", "--plan", "p.json").Code);
        Assert.Equal("1|2", Ran(sandbox));
        sandbox.RunsNothing();
    }

    [Fact]
    public void An_edit_while_items_run_is_recorded_with_the_items_that_ran_it()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], py: list, sh: list}}}
            tasks:
              list: {command: "echo '[0,1,2,3,4,5,6,7]' > $KPTN_RESULT", cache_result: true, iterable_item: X}
              py: {file: py.py, map_over: X, outputs: ["py${X}"]}
              sh: {file: sh.sh, map_over: X, outputs: ["sh${X}"]}
            """);
        sandbox.Write("py.py", """
            import time
            CODE = 1
            def py(X, scratch_dir):
                open("ran.m", "a").write(f"py{X}={CODE}\n")
                time.sleep(0.3)
                open(f"{scratch_dir}/py{X}", "w").write(f"{CODE}\n")
            """);
        sandbox.Write("sh.sh", "code=1\necho sh$X=$code >> ran.m\nsleep 0.3\necho $code > $OUTPUT_PIPELINE_DIR/sh$X\n");
        using (var run = sandbox.Start("run", "--no-restore", "-j", "2"))
        {
            while (!File.Exists(sandbox["ran.m"]) || File.ReadAllLines(sandbox["ran.m"]).Length < 6) Thread.Sleep(10);
            sandbox.Edit("py.py", "CODE = 1", "CODE = 2").Edit("sh.sh", "code=1", "code=2");
            run.StandardOutput.ReadToEnd();
            run.WaitForExit();
            Assert.Equal(0, run.ExitCode);
        }

        var old = Ran(sandbox).Split('|').Where(line => line.EndsWith("=1", StringComparison.Ordinal)).Select(line => line[..^2]).ToList();
        Assert.InRange(old.Count, 1, 15);
        Assert.Equal(0, sandbox.Run().Exit.Code);
        var again = Ran(sandbox).Split('|');
        Assert.All(again, line => Assert.EndsWith("=2", line, StringComparison.Ordinal));
        Assert.Empty(old.Except(again.Select(line => line[..^2])));
        Assert.InRange(again.Length, old.Count, old.Count + 4);
        sandbox.RunsNothing();
        foreach (var file in Directory.GetFiles(sandbox["scratch"])) Assert.Equal("2\n", File.ReadAllText(file));
    }

    private static Sandbox Listed() => Sandbox.Empty().Write("kptn.yaml", """
        graphs: {g: {tasks: {list: [], m: list}}}
        tasks:
          list: {command: "cp list.json $KPTN_RESULT", cache_result: true, iterable_item: X, code_deps: [list.json]}
          m: {command: "echo $X >> ran.m; echo $X > $OUTPUT_PIPELINE_DIR/o/$X", map_over: X, outputs: ["o/${X}"]}
        """);

    private static string Ran(Sandbox sandbox)
    {
        if (!File.Exists(sandbox["ran.m"])) return "";
        var ran = string.Join('|', File.ReadAllLines(sandbox["ran.m"]).Order(StringComparer.Ordinal));
        sandbox.Delete("ran.m");
        return ran;
    }
}
