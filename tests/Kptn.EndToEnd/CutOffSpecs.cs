using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>A task that ran again and made the same does not run what comes after it.</summary>
public sealed class CutOffSpecs
{
    [Fact]
    public void A_chain_stops_at_the_first_task_that_makes_the_same()
    {
        using var sandbox = Chain();
        sandbox.Write("in.txt", "7\n");
        sandbox.Runs("a: code changed: in.txt; b: inputs changed: a/a.txt; c: inputs changed: b/b.txt; d: inputs changed: c/c.txt; e: inputs changed: d/d.txt");
        sandbox.Write("in.txt", "9\n");
        sandbox.Runs("a: code changed: in.txt; b: inputs changed: a/a.txt; c: inputs changed: b/b.txt");
        sandbox.Write("in.txt", "9\n\n");
        sandbox.Runs("a: code changed: in.txt; b: inputs changed: a/a.txt");
        sandbox.Edit("kptn.yaml", "cat in.txt >", "cat < in.txt >");
        sandbox.Runs("a: definition changed: command");
        sandbox.Delete("scratch/c.txt");
        sandbox.Runs("c: outputs missing: c.txt");
        sandbox.Runs("a: forced; b: forced; c: forced; d: forced; e: forced", "--force");
    }

    [Fact]
    public void A_plan_says_what_may_run()
    {
        using var sandbox = Chain();
        sandbox.Write("in.txt", "7\n");
        var plan = sandbox.Plan();
        Assert.Equal(["a"], plan.Of("run"));
        Assert.Equal(["b", "c", "d", "e"], plan.Of("may-run"));
        Assert.Equal(5, plan.Available.Count);
        Assert.Equal("code changed", Assert.Single(plan.RollUp).Key);
        var text = sandbox.Kptn("plan", "--no-restore").Out;
        Assert.Contains("[*] (>) a", text, StringComparison.Ordinal);
        Assert.Contains("[*] (?) b  if a gives something else", text, StringComparison.Ordinal);
        Assert.Contains("1 to run, 4 may run, 0 up to date · code changed: 1", text, StringComparison.Ordinal);
        Assert.Equal(3, sandbox.Kptn("plan", "--no-restore", "--exit-code").Code);
        sandbox.Write("in.txt", "5\n").RunsNothing();
        Assert.Equal(0, sandbox.Kptn("plan", "--no-restore", "--exit-code").Code);
    }

    [Fact]
    public void Explanations_name_the_first_cause_upstream()
    {
        using var sandbox = Chain();
        sandbox.Write("in.txt", "7\n").Edit("kptn.yaml", "tr -d 9", "tr -d 8");
        var json = sandbox.Kptn("explain", "e", "--json").Out;
        using var parsed = System.Text.Json.JsonDocument.Parse(json);
        var causes = parsed.RootElement[0].GetProperty("upstream").EnumerateArray().Select(cause => $"{cause.GetProperty("task")}: {cause.GetProperty("reason")}: {cause.GetProperty("detail")} {string.Join('>', cause.GetProperty("path").EnumerateArray())}");
        Assert.Equal(["a: code changed: in.txt a>b>c>d>e", "c: definition changed: command c>d>e"], causes);
        Assert.Equal("may-run", parsed.RootElement[0].GetProperty("action").GetString());
        var text = sandbox.Kptn("explain", "e").Out;
        Assert.InRange(text.IndexOf("code changed: in.txt", StringComparison.Ordinal), 0, text.IndexOf("definition changed: command", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_result_stops_the_chain_too()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {a: , b: a, c: b}}}\ntasks:\n  a: {file: t.py:a, cache_result: true}\n  b: {file: t.py:b, cache_result: true}\n  c: {file: t.py:c, cache_result: true}\n")
            .Write("t.py", "def a():\n    return {'x': 1, 'y': [1, 2]}\n\n\ndef b(a):\n    return a['x'] > 0\n\n\ndef c(b):\n    return b\n")
            .Settle();
        sandbox.Edit("t.py", "{'x': 1, 'y': [1, 2]}", "dict(y=(1, 2), x=1)");
        sandbox.Runs("a: code changed: t.py:a");
        sandbox.Edit("t.py", "x=1", "x=2");
        sandbox.Runs("a: code changed: t.py:a; b: data changed: a");
        sandbox.Edit("t.py", "x=2", "x=-2");
        sandbox.Runs("a: code changed: t.py:a; b: data changed: a; c: data changed: b");
    }

    [Fact]
    public void What_makes_neither_outputs_nor_a_result_counts_by_what_it_depends_on()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {load: , read: load}}}\ntasks:\n  load: {file: load.sh}\n  read: {command: \"cp store.db $OUTPUT_PIPELINE_DIR/read.txt\", outputs: [read.txt]}\n")
            .Write("load.sh", "echo 1 > store.db\n")
            .Settle();
        sandbox.Runs("load: forced", "load", "--force", "--only");
        sandbox.Edit("load.sh", "echo 1", "echo 2");
        var run = sandbox.Run();
        Assert.Equal(["load", "read"], run.Ran.Keys);
        Assert.Equal("2\n", sandbox.Read("scratch/read.txt"));
        sandbox.RunsNothing();
    }

    [Fact]
    public void A_task_run_alone_takes_what_lies_on_disk()
    {
        using var sandbox = Chain();
        sandbox.Write("in.txt", "7\n");
        sandbox.Runs("c: forced", "c", "--only", "--force");
        sandbox.Run("a", "--only");
        Assert.Equal("b: inputs changed: a/a.txt", sandbox.Run("b", "--only").Reasons);
        sandbox.Runs("c: inputs changed: b/b.txt; d: inputs changed: c/c.txt", "d");
        sandbox.Runs("e: inputs changed: d/d.txt");
    }

    [Theory]
    [InlineData("in.txt", "7", "8")]
    [InlineData("kptn.yaml", "tr -d 9", "tr -d 8")]
    [InlineData("kptn.yaml", "sed 's/^/x/'", "sed 's/^/y/'")]
    [InlineData("kptn.yaml", "e: d}", "e: [d, a]}")]
    [InlineData("rm scratch/b.txt", "", "")]
    [InlineData("echo x >> scratch/d.txt", "", "")]
    [InlineData("touch -c scratch/d.txt; rm -r scratch/a.txt", "", "")]
    public void A_saved_plan_is_refused_after_a_change(string file, string old, string replacement)
    {
        using var sandbox = Chain();
        sandbox.Write("in.txt", "7\n");
        Assert.Equal(0, sandbox.Kptn("plan", "--no-restore", "--save", "p.json").Code);
        if (old.Length == 0) sandbox.Sh(file);
        else sandbox.Edit(file, old, replacement);
        var refused = sandbox.Kptn("run", "--plan", "p.json", "--json");
        Assert.Equal(2, refused.Code);
        Assert.Contains("nothing was run", refused.Error, StringComparison.Ordinal);
        Assert.Equal("", refused.Out);
    }

    [Fact]
    public void A_saved_plan_runs_exactly_that_once()
    {
        using var sandbox = Chain();
        sandbox.Write("in.txt", "7\n").Delete("scratch/e.txt");
        Assert.Equal(0, sandbox.Kptn("plan", "--no-restore", "b", "--save", "p.json").Code);
        sandbox.Sh("touch in.txt kptn.yaml; echo '# comment' >> kptn.yaml");
        var run = new RunReport(sandbox.Kptn("run", "--plan", "p.json", "--json"));
        Assert.Equal("a: code changed: in.txt\nb: inputs changed: a/a.txt", run.Reasons);
        Assert.Equal(2, sandbox.Kptn("run", "--plan", "p.json").Code);
        sandbox.Runs("c: inputs changed: b/b.txt; d: inputs changed: c/c.txt; e: inputs changed: d/d.txt");
    }

    private static Sandbox Chain()
    {
        var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {a: , b: a, c: b, d: c, e: d}}}
            tasks:
              a: {command: "cat in.txt > $OUTPUT_PIPELINE_DIR/a.txt", outputs: [a.txt]}
              b: {command: "grep . $INPUT_PIPELINE_DIR/a.txt > $OUTPUT_PIPELINE_DIR/b.txt", outputs: [b.txt]}
              c: {command: "tr -d 9 < $INPUT_PIPELINE_DIR/b.txt | tr 7 ' ' | tr -d ' ' > $OUTPUT_PIPELINE_DIR/c.txt", outputs: [c.txt]}
              d: {command: "sed 's/^/x/' < $INPUT_PIPELINE_DIR/c.txt > $OUTPUT_PIPELINE_DIR/d.txt", outputs: [d.txt]}
              e: {command: "cp $INPUT_PIPELINE_DIR/d.txt $OUTPUT_PIPELINE_DIR/e.txt", outputs: [e.txt]}
            """)
            .Write("in.txt", "5\n");
        return sandbox.Settle();
    }
}
