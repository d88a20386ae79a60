namespace Kptn.Tool.Tests.Listings;

public sealed class ListingSpecs
{
    [Theory(Timeout = 20_000)]
    [InlineData("list", "list")]
    [InlineData("list-selected", "list +totals tag:daily --exclude fetch")]
    [InlineData("list-stale", "list state:stale")]
    [InlineData("plan-before-any-run", "plan")]
    [InlineData("plan-only", "plan clean --only")]
    [InlineData("explain-before-any-run", "explain totals")]
    [InlineData("status-before-any-run", "status")]
    [InlineData("graph", "graph")]
    [InlineData("graph-mermaid", "graph --format mermaid")]
    [InlineData("graph-dot", "graph --format dot")]
    [InlineData("validate", "validate")]
    [InlineData("state-list-before-any-run", "state list")]
    [InlineData("state-show-before-any-run", "state show")]
    public async Task I_can_read_a_listing_of_a_project_that_has_not_run(string name, string line) =>
        await Match(Shop.Create(), name, line);

    [Theory(Timeout = 20_000)]
    [InlineData("plan-after-a-run", "plan")]
    [InlineData("plan-forced", "plan totals --force")]
    [InlineData("status-after-a-run", "status")]
    [InlineData("explain-up-to-date", "explain clean")]
    [InlineData("state-list", "state list")]
    [InlineData("state-reset", "state reset totals report")]
    [InlineData("logs-of-a-task", "logs report")]
    [InlineData("logs-of-a-silent-task", "logs fetch")]
    [InlineData("logs-path", "logs report --path")]
    [InlineData("logs-list", "logs")]
    [InlineData("run-with-nothing-to-do", "run")]
    [InlineData("explain-none", "explain state:failed")]
    [InlineData("restore-with-nothing-to-do", "restore")]
    public async Task I_can_read_a_listing_of_a_project_that_has_run(string name, string line) =>
        await Match(await Shop.CreateRunAsync(), name, line);

    [Theory(Timeout = 20_000)]
    [InlineData("plan-after-an-edit", "plan")]
    [InlineData("explain-after-an-edit", "explain clean")]
    [InlineData("explain-upstream", "explain report")]
    [InlineData("run-after-an-edit", "run -j 1")]
    public async Task I_can_read_what_an_edit_does(string name, string line)
    {
        var tool = await Shop.CreateRunAsync();
        var script = tool.Read("clean.py");
        await Match(tool.Write("clean.py", script.Replace("{currency}", "{currency}.", StringComparison.Ordinal)), name, line);
    }

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_what_was_restored_and_what_was_not()
    {
        using var tool = await Shop.CreateRunAsync();
        foreach (var name in new[] { "raw.csv", "clean.csv", "totals.txt" }) File.Delete(Path.Combine(tool.Root, "scratch", name));
        tool.Write("scratch/report.txt", "changed");
        var lost = Directory.GetFiles(Path.Combine(tool.Root, ".kptn/artifacts"), "*", SearchOption.AllDirectories).Where(path => File.ReadAllText(path).Contains(",EUR", StringComparison.Ordinal));
        foreach (var path in lost.ToList()) File.Delete(path);
        var restore = await tool.RunAsync("restore");
        Assert.Equal(1, restore.ExitCode);
        Verified.Match(restore.Transcript, "restore");
    }

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_run() => await Match(Shop.Create(), "run", "run -j 1");

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_run_that_fails_and_what_is_left_of_it()
    {
        using var tool = Shop.Create().Write("totals.sh", "echo adding up\necho 'no such column' >&2\nexit 7\n");
        var run = await tool.RunAsync("run -j 1");
        var status = await tool.RunAsync("status");
        var plan = await tool.RunAsync("plan");
        Assert.Equal(1, run.ExitCode);
        Verified.Match(Scrub.Run(run.Transcript, tool.Root), "run-that-fails");
        Verified.Match(Scrub.Table(status.Transcript, tool.Root), "status-after-a-failure");
        Verified.Match(Scrub.Run(plan.Transcript, tool.Root), "plan-after-a-failure");
    }

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_what_each_try_wrote()
    {
        using var tool = new ToolHarness().Write("kptn.yaml", """
            graphs: {g: {tasks: {flaky: }}}
            tasks:
              flaky:
                command: 'if [ -e once ]; then echo second; exit 1; fi; touch once; exit 1'
                retries: 1
            """);
        var run = await tool.RunAsync("run");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal((0, "second\n"), await OutputOf("logs flaky"));
        Assert.Equal((0, "second\n"), await OutputOf("logs flaky --try 2"));
        Assert.Equal((0, ""), await OutputOf("logs flaky --try 1"));
        Assert.Equal((2, ""), await OutputOf("logs flaky --try 3"));

        async Task<(int, string)> OutputOf(string line)
        {
            var result = await tool.RunAsync(line);
            return (result.ExitCode, result.Output);
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_every_finding_of_a_bad_project()
    {
        using var tool = Shop.Create().Write("kptn.yaml", """
            graphs:
              sales:
                tasks:
                  fetch:
                  clean: fetsh
                  totals: [clean, report]
                  report: totals
            tasks:
              fetch: {command: 'true', output: [raw.csv]}
              clean: {file: cleen.py, outputs: [../clean.csv]}
              totals: {file: totals.sh, retries: often}
              report: {file: report.sh, outputs: [same.txt]}
              extra: {file: report.sh, outputs: [same.txt]}
            """);
        var validate = await tool.RunAsync("validate");
        var plan = await tool.RunAsync("plan");
        Assert.Equal([2, 2], [validate.ExitCode, plan.ExitCode]);
        Verified.Match($"{validate.Transcript}\n\n{plan.Transcript}", "findings");
    }

    private static async Task Match(ToolHarness tool, string name, string line)
    {
        using (tool)
        {
            var result = await tool.RunAsync(line);
            Assert.Equal(0, result.ExitCode);
            Verified.Match(line.StartsWith("status", StringComparison.Ordinal) ? Scrub.Table(result.Transcript, tool.Root) : Scrub.Run(result.Transcript, tool.Root), name);
        }
    }
}
