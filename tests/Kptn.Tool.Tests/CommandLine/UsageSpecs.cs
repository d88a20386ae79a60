namespace Kptn.Tool.Tests.CommandLine;

public sealed class UsageSpecs
{
    public static TheoryData<string, string> WrongLines => new()
    {
        { "unknown-verb", "rnu" },
        { "unknown-verb-of-state", "state lst" },
        { "unknown-verb-not-near-any", "frobnicate" },
        { "unknown-option", "plan --josn" },
        { "unknown-option-before-words", "run --jbos 2 clean" },
        { "unknown-option-with-value", "run --job=2" },
        { "unknown-option-without-verb", "--json" },
        { "unknown-option-in-place-of-a-folder", "init --force" },
        { "missing-argument", "explain" },
        { "too-many-arguments", "explain clean totals" },
        { "missing-value", "run -j" },
        { "option-as-value", "plan --save --json" },
        { "jobs-zero", "run -j 0" },
        { "jobs-no-number", "run --jobs many" },
        { "jobs-twice", "run -j 1 -j 2" },
        { "wait-negative", "run --wait -3" },
        { "try-zero", "logs clean --try 0" },
        { "unknown-format", "graph --format gif" },
        { "fail-fast-and-keep-going", "run --fail-fast --keep-going" },
        { "unknown-graph", "plan -g sale" },
        { "unknown-graph-not-near-any", "plan -g nothing-like-it" },
        { "unknown-task", "plan cleen" },
        { "unknown-task-excluded", "list --exclude cleen" },
        { "unknown-task-not-near-any", "run warehouse" },
        { "unknown-tag", "list tag:oi" },
        { "unknown-state", "status state:stael" },
        { "unknown-prefix", "run tags:io" },
        { "path-as-task", "run ./clean.py" },
        { "no-response-files", "run @tasks.txt" },
        { "explain-unknown-task", "explain reprot" },
        { "logs-before-any-run", "logs clean" },
        { "plan-file-missing", "run --plan plan.json" },
        { "plan-file-no-plan", "run --plan kptn.yaml" },
        { "plan-file-other-json", "run --plan other.json" },
        { "plan-file-of-another-version", "run --plan newer.json" },
        { "plan-file-with-tasks", "run clean --plan plan.json" },
        { "plan-file-with-graph", "run -g sales --plan plan.json" },
        { "plan-saved-over-another-file", "plan --save kptn.yaml" },
        { "project-missing", "run -p nowhere" },
        { "project-without-file", "run -p input" },
        { "reset-without-tasks", "state reset" },
        { "init-where-one-is", "init" },
        { "graph-png-to-terminal", "graph --format png" },
    };

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(WrongLines))]
    public async Task I_am_told_what_is_wrong_with_a_command_line(string name, string line)
    {
        using var tool = Shop.Create().Write("other.json", "[1]").Write("newer.json", """{"kptn_plan": 99}""");
        var result = await tool.RunAsync(line);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Verified.Match(Scrub.Run(result.Transcript, tool.Root), name);
    }

    [Fact(Timeout = 20_000)]
    public async Task I_must_choose_where_there_is_more_than_one_graph()
    {
        using var tool = new ToolHarness().Write("kptn.yaml", "graphs:\n  a: {tasks: {x: }}\n  b: {tasks: {x: }}\ntasks:\n  x: {command: 'true'}\n");
        var result = await tool.RunAsync("plan");
        Assert.Equal(2, result.ExitCode);
        Verified.Match(result.Transcript, "several-graphs");
    }

    [Fact(Timeout = 20_000)]
    public async Task I_am_refused_a_plan_that_no_longer_holds()
    {
        using var tool = Shop.Create();
        Assert.Equal(0, (await tool.RunAsync("plan --save plan.json")).ExitCode);
        tool.Write("totals.sh", "exit 0\n");
        var result = await tool.RunAsync("run --plan plan.json");
        Assert.Equal(2, result.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(tool.Root, "scratch")));
        Verified.Match(Scrub.Run(result.Transcript, tool.Root), "plan-file-stale");
    }

    [Fact(Timeout = 20_000)]
    public async Task I_am_told_that_a_log_is_not_there()
    {
        using var tool = await Shop.CreateRunAsync();
        var unknown = await tool.RunAsync("logs cleen");
        var noTry = await tool.RunAsync("logs report --try 7");
        var noRun = await tool.RunAsync("logs clean --run 1999");
        Assert.Equal([2, 2, 2], new[] { unknown, noTry, noRun }.Select(result => result.ExitCode));
        Verified.Match(Scrub.Run(string.Join("\n\n", unknown.Transcript, noTry.Transcript, noRun.Transcript), tool.Root), "logs");
    }
}
