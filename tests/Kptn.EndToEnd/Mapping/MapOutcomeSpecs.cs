using System.Text.Json;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Mapping;

/// <summary>What follows from items that fail, and runs of some items.</summary>
public sealed class MapOutcomeSpecs
{
    [Fact]
    public void A_failed_item_makes_the_task_incomplete_and_only_it_runs_again()
    {
        using var sandbox = Project("");
        sandbox.Write("bad3", "").Write("bad5", "");
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Equal("1 2 3 4 5 6", Ran(sandbox));
        Assert.Equal(["after", "chain", "sum"], run.Blocked);
        Assert.Contains("incomplete (4 of 6 items)", sandbox.Kptn("plan", "--no-restore").Out, StringComparison.Ordinal);
        Assert.Contains("4 of 6", sandbox.Kptn("status").Out, StringComparison.Ordinal);

        sandbox.Delete("bad3");
        Assert.Equal(1, sandbox.Run().Exit.Code);
        Assert.Equal("3 5", Ran(sandbox));
        sandbox.Delete("bad5");
        Assert.Equal(0, sandbox.Run().Exit.Code);
        Assert.Equal("5", Ran(sandbox));
        Assert.Equal("['m1', 'm2', 'm3', 'm4', 'm5', 'm6']", sandbox.Read("scratch/sum"));
        sandbox.RunsNothing();
    }

    [Fact]
    public void Every_item_that_fails_makes_the_task_failed()
    {
        using var sandbox = Project("");
        for (var i = 1; i < 7; i++) sandbox.Write($"bad{i}", "");
        Assert.Contains("m", sandbox.Run().Errors.Keys);
        Assert.Contains("m  previous run failed", string.Join('\n', sandbox.Kptn("plan", "--no-restore").Out.Split('\n').Select(line => line.Length > 8 ? string.Join("  ", line[8..].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) : "")), StringComparison.Ordinal);
    }

    [Fact]
    public void Dependents_that_do_not_mind_get_what_is_done_and_run_again_once_all_is()
    {
        using var sandbox = Project(", on_failure: continue");
        sandbox.Write("bad3", "").Write("bad5", "");
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Empty(run.Blocked);
        Assert.Equal("['m1', 'm2', 'm4', 'm6']", sandbox.Read("scratch/sum"));
        Assert.Equal("m1 m2 m4 m6", Ran(sandbox, "chain"));
        run = sandbox.Run();
        Assert.Equal(["m"], run.Ran.Keys);

        sandbox.Delete("bad3").Delete("bad5");
        Assert.Equal(0, sandbox.Run().Exit.Code);
        Assert.Equal("m3 m5", Ran(sandbox, "chain"));
        Assert.Equal("['m1', 'm2', 'm3', 'm4', 'm5', 'm6']", sandbox.Read("scratch/sum"));
        sandbox.RunsNothing();
    }

    [Fact]
    public void What_a_failed_item_returned_before_is_not_passed_on()
    {
        using var sandbox = Project(", on_failure: continue");
        sandbox.Edit("kptn.yaml", ", iterable_item: Y, on_failure", ", on_failure").Edit("kptn.yaml", "chain: m, ", "").Settle();
        sandbox.Edit("t.py", "\"m%d\" % X", "\"n%d\" % X").Write("bad3", "");
        Assert.Equal(1, sandbox.Run().Exit.Code);
        Assert.Equal("['n1', 'n2', None, 'n4', 'n5', 'n6']", sandbox.Read("scratch/sum"));
        sandbox.Delete("bad3");
        Assert.Equal(0, sandbox.Run().Exit.Code);
        Assert.Equal("['n1', 'n2', 'n3', 'n4', 'n5', 'n6']", sandbox.Read("scratch/sum"));
        sandbox.RunsNothing();
    }

    [Fact]
    public void I_can_run_chosen_items_alone()
    {
        using var sandbox = Project("");
        Assert.Equal(0, sandbox.Run("--item", "X=2").Exit.Code);
        Assert.Equal("2", Ran(sandbox));
        Assert.Equal(0, sandbox.Run("m", "--item", "X=4", "--item", "X=5", "--only").Exit.Code);
        Assert.Equal("4 5", Ran(sandbox));
        Assert.Equal(0, sandbox.Run("item:X=4").Exit.Code);
        Assert.Equal("", Ran(sandbox));
        Assert.Equal(0, sandbox.Run("m", "--only", "--force", "item:X=4").Exit.Code);
        Assert.Equal("4", Ran(sandbox));
        Assert.False(File.Exists(sandbox["scratch/sum"]));

        sandbox.Write("bad6", "");
        Assert.Equal(1, sandbox.Run("--item", "X=6").Exit.Code);
        Assert.Equal("6", Ran(sandbox));
        sandbox.Delete("bad6");
        Assert.Equal(0, sandbox.Run().Exit.Code);
        Assert.Equal("1 3 6", Ran(sandbox));
        sandbox.RunsNothing();
    }

    [Fact]
    public void A_chosen_item_leaves_the_others_as_out_of_date_as_they_were()
    {
        using var sandbox = Project("").Settle();
        Ran(sandbox);
        sandbox.Edit("t.py", "\"m%d\" % X", "\"n%d\" % X").Delete("scratch/m/5");
        Assert.Equal(0, sandbox.Run("m", "--item", "X=2").Exit.Code);
        Assert.Equal("2", Ran(sandbox));
        var plan = JsonDocument.Parse(sandbox.Kptn("plan", "--no-restore", "--json").Out).RootElement.GetProperty("tasks").EnumerateArray().First(task => task.GetProperty("task").GetString() == "m");
        Assert.Equal("run", plan.GetProperty("action").GetString());
        Assert.Equal(0, sandbox.Run().Exit.Code);
        Assert.Equal("1 3 4 5 6", Ran(sandbox));
        Assert.Equal("['n1', 'n2', 'n3', 'n4', 'n5', 'n6']", sandbox.Read("scratch/sum"));
        sandbox.RunsNothing();
    }

    [Fact]
    public void Items_that_are_not_there_are_named_with_those_that_are()
    {
        using var sandbox = Project("").Settle();
        foreach (var words in new[] { new[] { "--item", "X=9" }, ["item:X=9"], ["--item", "Z=1"], ["m", "--item", "X=", "--force"] })
        {
            var exit = sandbox.Kptn(["run", "--no-restore", .. words]);
            Assert.Equal(2, exit.Code);
            Assert.Contains("X", exit.Error, StringComparison.Ordinal);
        }

        sandbox.RunsNothing();
    }

    [Fact]
    public void A_trial_on_a_subset_leaves_the_full_state_and_its_files_untouched()
    {
        using var sandbox = Project("").Settle();
        Ran(sandbox);
        var before = Files(sandbox);
        Assert.Equal(0, sandbox.Run("--subset", "2").Exit.Code);
        Assert.Equal("1 2", Ran(sandbox));
        Assert.Equal(before, Files(sandbox));
        sandbox.RunsNothing("--subset", "2");
        sandbox.RunsNothing();
        sandbox.Edit("t.py", "\"m%d\" % X", "\"n%d\" % X").Write("bad1", "");
        Assert.Equal(1, sandbox.Run("--subset", "3").Exit.Code);
        Assert.Equal("1 2 3", Ran(sandbox));
        Assert.Equal(before, Files(sandbox));
        sandbox.Edit("t.py", "\"n%d\" % X", "\"m%d\" % X").Delete("bad1");
        sandbox.RunsNothing();
        Assert.Equal("", Ran(sandbox));
    }

    [Theory]
    [InlineData("rm scratch/all/*")]
    [InlineData("rm -r scratch/all")]
    [InlineData("echo 9 > scratch/all/1")]
    [InlineData("rm scratch/both")]
    public void Every_item_runs_again_where_what_they_make_together_is_not_as_it_was(string damage)
    {
        using var sandbox = Together().Settle();
        Assert.Equal("1 2 3 4", Ran(sandbox));
        sandbox.Sh(damage);
        Assert.Contains("4 of 4 items", sandbox.Kptn("plan", "--no-restore").Out, StringComparison.Ordinal);
        sandbox.Settle();
        Assert.Equal("1 2 3 4", Ran(sandbox));
        Assert.Equal("1", sandbox.Read("scratch/all/1").Trim());
        sandbox.Edit("kptn.yaml", "3, 4]", "3, 4, 5]").Settle();
        Assert.Equal("5", Ran(sandbox));
    }

    [Fact]
    public void A_run_that_was_killed_while_every_item_had_to_run_goes_on_with_those_that_are_left()
    {
        using var sandbox = Together().Settle();
        Ran(sandbox);
        sandbox.Delete("scratch/both");
        Assert.Equal(0, sandbox.Run("m", "--item", "X=2").Exit.Code);
        Assert.Equal("2", Ran(sandbox));
        sandbox.Write("slow", "");
        using (var run = sandbox.Start("run", "--no-restore", "-j", "1"))
        {
            while (!File.Exists(sandbox["ran.m"])) Thread.Sleep(5);
            run.Kill();
            run.WaitForExit();
        }

        var first = Ran(sandbox);
        sandbox.Delete("slow").Settle();
        Assert.Equal("1 3 4", Ran(sandbox));
        Assert.DoesNotContain("2", first, StringComparison.Ordinal);
    }

    [Fact]
    public void What_items_make_together_does_not_make_them_run_again_after_a_failure()
    {
        using var sandbox = Together().Write("bad3", "");
        Assert.Equal(1, sandbox.Run().Exit.Code);
        Ran(sandbox);
        Assert.Equal(1, sandbox.Run().Exit.Code);
        Assert.Equal("3", Ran(sandbox));
        sandbox.Delete("bad3").Settle();
        Assert.Equal("3", Ran(sandbox));
        sandbox.Edit("kptn.yaml", "3, 4]", "3, 4, 5]").Write("bad5", "");
        Assert.Equal(1, sandbox.Run().Exit.Code);
        Assert.Equal("5", Ran(sandbox));
        sandbox.Delete("bad5").Settle();
        Assert.Equal("5", Ran(sandbox));
    }

    [Fact]
    public void A_list_that_is_an_argument_too_reruns_every_item_when_it_changes()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], other: [], m: [list, other]}}}
            tasks:
              list: {command: "cp list.json $KPTN_RESULT", cache_result: true, iterable_item: X, code_deps: [list.json]}
              other: {command: "cp other.json $KPTN_RESULT; cp other.json $OUTPUT_PIPELINE_DIR/other", cache_result: true, outputs: [other], code_deps: [other.json]}
              m: {file: "t.py:m", map_over: X, cache_result: true, args: {all: {ref: list}, o: {ref: other} }, outputs: ["${X}.txt"]}
            """);
        sandbox.Write("t.py", """
            def m(X, all, o, scratch_dir):
                open("ran.m", "a").write(f"{X}\n")
                open(f"{scratch_dir}/{X}.txt", "w").write(f"{X} of {all} {o} {open(scratch_dir + '/other').read()}")
                all.append(0)
                return [X, all, o]
            """);
        sandbox.Write("list.json", "[1, 2]").Write("other.json", "{\"a\":[1]}").Settle();
        Assert.Equal("1 2", Ran(sandbox));
        sandbox.Write("list.json", "[2, 1, 3]").Settle();
        Assert.Equal("1 2 3", Ran(sandbox));
        Assert.Equal("1 of [2, 1, 3] {'a': [1]} {\"a\":[1]}", sandbox.Read("scratch/1.txt"));
        sandbox.Write("other.json", "{\"a\": [1]}").Settle();
        Assert.Equal("1 2 3", Ran(sandbox));
        sandbox.Write("list.json", "[2,  1,3]").Settle();
        Assert.Equal("", Ran(sandbox));
    }

    private static Sandbox Together() => Sandbox.Empty().Write("kptn.yaml", """
        graphs: {g: {tasks: {list: [], m: list}}}
        tasks:
          list: {file: "t.py:items", cache_result: true, iterable_item: X, args: {all: [1, 2, 3, 4]} }
          m: {command: "echo $X >> ran.m; test ! -e slow || sleep 1; echo $X > $OUTPUT_PIPELINE_DIR/all/$X; test ! -e bad$X || exit 1; echo $X >> $OUTPUT_PIPELINE_DIR/both; echo $X > $OUTPUT_PIPELINE_DIR/$X", map_over: X, outputs: [all/, both, "${X}"]}
        """).Write("t.py", "def items(all): return all\n");

    private static Sandbox Project(string keys)
    {
        var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", $$"""
            graphs: {g: {tasks: {list: [], m: list, chain: m, sum: m, after: {deps: [sum]} } } }
            tasks:
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              m: {file: "t.py:m", map_over: X, cache_result: true, outputs: ["m/${X}"], iterable_item: Y{{keys}}}
              chain: {command: "echo $Y >> ran.chain", map_over: Y}
              sum: {file: "t.py:sum", outputs: [sum]}
              after: {command: "true"}
            """);
        // What a chain does when files of the task before change is not what these tests are about.
        if (keys.Length > 0) sandbox.Edit("kptn.yaml", " outputs: [\"m/${X}\"],", "");
        return sandbox.Write("t.py", $$"""
            import os
            def items(): return [1, 2, 3, 4, 5, 6]
            def m(X, scratch_dir):
                open("ran.m", "a").write(f"{X}\n")
                if os.path.exists("bad%d" % X): raise ValueError("bad")
                {{(keys.Length > 0 ? "pass" : "open(f'{scratch_dir}/m/{X}', 'w').write('out')")}}
                return "m%d" % X
            def sum(m, scratch_dir): open(scratch_dir + "/sum", "w").write(str(m))
            """);
    }

    /// <summary>The items that a task was run for since this was last asked, sorted.</summary>
    private static string Ran(Sandbox sandbox, string task = "m")
    {
        if (!File.Exists(sandbox["ran." + task])) return "";
        var ran = string.Join(' ', File.ReadAllLines(sandbox["ran." + task]).Order(StringComparer.Ordinal));
        sandbox.Delete("ran." + task);
        return ran;
    }

    private static string Files(Sandbox sandbox) => string.Join('\n', Directory.GetFiles(sandbox["scratch"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path} {File.ReadAllText(path)} {File.GetLastWriteTimeUtc(path):O}"));
}
