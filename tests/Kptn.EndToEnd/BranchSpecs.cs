using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>State of git branches as a user has it.</summary>
public sealed class BranchSpecs
{
    private const string Yaml = """
        graphs: {g: {tasks: {list: [], each: list, report: each}}}
        tasks:
          list: {file: tasks.py, outputs: [list.txt], cache_result: true, iterable_item: item}
          each: {file: tasks.py, map_over: item, outputs: ["each_${item}.txt"]}
          report: {command: 'cat "$OUTPUT_PIPELINE_DIR"/each_*.txt > "$OUTPUT_PIPELINE_DIR/report.txt"', outputs: [report.txt]}
        """;

    private const string Python = """
        def list(scratch_dir):
            open(f"{scratch_dir}/list.txt", "w").write("x")
            return ["a", "b", "c"]

        def each(scratch_dir, item):
            open(f"{scratch_dir}/each_{item}.txt", "w").write(item)

        """;

    [Fact(Timeout = 180_000)]
    public async Task A_new_branch_has_nothing_to_do_and_what_it_does_is_its_own()
    {
        await Task.Yield();
        using var project = Ran();
        project.Sh("git checkout -q -b feature");
        project.RunsNothing();
        Assert.Contains("from main", project.Kptn("status").Out, StringComparison.Ordinal);
        Assert.Contains("3 items", project.Kptn("state", "list").Out, StringComparison.Ordinal);

        project.Edit("tasks.py", "write(item)", "write(item * 2)").Run();
        project.RunsNothing();
        Assert.Equal("aabbcc", project.Read("scratch/report.txt"));
        var list = project.Kptn("state", "list").Out;
        Assert.Contains("1 of 3 tasks from main", list, StringComparison.Ordinal);
        Assert.Equal(1, project.Kptn("state", "diff", "main", "feature").Code);
        project.Sh("git checkout -q -b sub");
        project.RunsNothing();

        project.Sh("git checkout -q -f main");
        Assert.NotEqual("fresh", project.Plan().Actions["each"]);
        project.Settle();
        Assert.Equal("abc", project.Read("scratch/report.txt"));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_failure_on_a_branch_keeps_what_main_had_and_a_reset_there_does_not_touch_main()
    {
        await Task.Yield();
        using var project = Ran();
        project.Sh("git checkout -q -b feature");
        project.Edit("tasks.py", "write(item)", "write(item) if item != 'b' else 1 / 0").Run();
        project.Edit("tasks.py", "write(item) if item != 'b' else 1 / 0", "write(item)");
        project.Settle();

        project.Kptn("state", "reset", "report");
        Assert.Equal(["each", "list"], project.Plan().Of("fresh"));
        project.Sh("git checkout -q -f main");
        project.RunsNothing();
    }

    [Fact(Timeout = 180_000)]
    public async Task State_of_a_branch_that_is_gone_is_removed_and_no_other()
    {
        await Task.Yield();
        using var project = Ran();
        project.Sh("git checkout -q -b feature");
        project.Edit("tasks.py", "write(item)", "write(item * 2)").Run();
        project.Sh("git commit -qam two && git checkout -q -b sub && git branch -q -m feature renamed");
        project.Edit("tasks.py", "write(item * 2)", "write(item * 3)").Run();
        Assert.Contains("'sub' goes on from it", project.Kptn("state", "gc", "--dry-run").Out, StringComparison.Ordinal);

        project.Sh("git checkout -q -f main && git branch -q -D sub renamed");
        Assert.Contains("would remove 2 states", project.Kptn("state", "gc", "--dry-run").Out, StringComparison.Ordinal);
        Assert.Contains("nothing to remove", project.Kptn("state", "gc", "--older-than", "1d").Out, StringComparison.Ordinal);
        Assert.Contains("removed 2 states", project.Kptn("state", "gc").Out, StringComparison.Ordinal);
        Assert.StartsWith("main", project.Kptn("state", "list").Out, StringComparison.Ordinal);
        Assert.Single(project.Kptn("state", "list").Out.Trim().Split('\n'));
    }

    [Fact(Timeout = 180_000)]
    public async Task Without_a_branch_nothing_is_inherited_unless_it_is_named()
    {
        await Task.Yield();
        using var project = Ran();
        project.Sh("git checkout -q --detach");
        Assert.Empty(project.Plan().Of("fresh"));
        project.Write("kptn.yaml", "settings: {branch_from: main}\n" + Yaml);
        project.RunsNothing();
        project.Sh("git checkout -q -b feature").Write("kptn.yaml", "settings: {branch_from: none}\n" + Yaml);
        Assert.Empty(project.Plan().Of("fresh"));
    }

    [Fact(Timeout = 180_000)]
    public async Task State_travels_in_a_file_to_another_checkout()
    {
        await Task.Yield();
        using var project = Ran();
        Assert.Equal(0, project.Kptn("state", "export", "state.jsonl").Code);
        var again = project.Kptn("state", "export", "state.jsonl");
        Assert.Equal((2, "error: 'state.jsonl' exists already; --force replaces it"), (again.Code, again.Error.Trim()));
        Assert.Equal(0, project.Kptn("state", "export", "state.jsonl", "--force").Code);
        Assert.Equal(2, project.Kptn("state", "export", "kptn.yaml", "--force").Code);
        project.Sh("git worktree add -q -b tree ../tree && mkdir ../tree/.kptn && cp -r scratch ../tree/ && cp -r .kptn/artifacts ../tree/.kptn/");
        using var tree = Sandbox.Empty();
        project.Sh($"cp -r ../tree/. '{tree.Root}' && cp state.jsonl '{tree.Root}'");
        Assert.Equal(0, tree.Kptn("state", "import", "state.jsonl").Code);
        tree.RunsNothing();
        Assert.Contains("from main", tree.Kptn("status").Out, StringComparison.Ordinal);

        var refused = tree.Kptn("state", "import", "state.jsonl");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--force replaces that", refused.Error, StringComparison.Ordinal);
        tree.Write("state.jsonl", tree.Read("state.jsonl")[..^20]);
        Assert.Contains("cut off", tree.Kptn("state", "import", "state.jsonl", "--force").Error, StringComparison.Ordinal);
        tree.RunsNothing();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_clone_stays_as_it_was()
    {
        await Task.Yield();
        using var project = Ran();
        Assert.Contains("copied 3 tasks", project.Kptn("state", "clone", "main", "then").Out, StringComparison.Ordinal);
        Assert.Equal(0, project.Kptn("state", "diff", "main", "then").Code);
        project.Edit("tasks.py", "write(item)", "write(item * 2)").Settle();

        var diff = project.Kptn("state", "diff", "then", "main");
        Assert.Equal(1, diff.Code);
        Assert.Contains("~ 3 items", diff.Out, StringComparison.Ordinal);
        Assert.Contains("did you mean 'then'", project.Kptn("state", "clone", "than", "x").Error, StringComparison.Ordinal);
        Assert.Equal(2, project.Kptn("state", "clone", "main", "then").Code);
        Assert.Equal(0, project.Kptn("state", "clone", "main", "then", "--force").Code);
        Assert.Equal(0, project.Kptn("state", "diff", "main", "then").Code);
        Assert.Equal(0, project.Kptn("state", "clone", "main", "other", "--tasks", "e*").Code);
        Assert.Contains("1 task, ", project.Kptn("state", "list").Out, StringComparison.Ordinal);
    }

    private static Sandbox Ran()
    {
        var project = Sandbox.Empty().Write("kptn.yaml", Yaml).Write("tasks.py", Python).Write(".gitignore", ".kptn/\nscratch/\n__pycache__/\nstate.jsonl\n");
        project.Sh("git init -q -b main . && git config user.name x && git config user.email x@example.org && git add -A && git commit -qm one");
        return project.Settle();
    }
}
