namespace Kptn.Tool.Tests.Listings;

public sealed class JsonSpecs
{
    [Theory(Timeout = 20_000)]
    [InlineData("list", "list --json")]
    [InlineData("plan", "plan --json")]
    [InlineData("explain", "explain * --json")]
    [InlineData("status", "status --json")]
    [InlineData("graph", "graph --json")]
    [InlineData("state-list", "state list --json")]
    [InlineData("state-show", "state show --json")]
    [InlineData("state-reset", "state reset --all --json")]
    [InlineData("logs", "logs --json")]
    [InlineData("restore", "restore --force --json")]
    [InlineData("validate", "validate --json")]
    public async Task Programs_can_rely_on_the_names_in_a_listing(string name, string line)
    {
        var documents = new List<string>();
        using var fresh = await Shop.CreateRunAsync();
        using var edited = await Shop.CreateRunAsync();
        using var failed = Shop.Create().Write("totals.sh", "exit 7\n");
        edited.Write("clean.py", edited.Read("clean.py").Replace("{currency}", "{currency}.", StringComparison.Ordinal));
        Assert.Equal(1, (await failed.RunAsync("run")).ExitCode);
        foreach (var tool in new[] { fresh, edited, failed })
        {
            var result = await tool.RunAsync(line);
            Assert.Equal((0, ""), (result.ExitCode, result.Errors));
            documents.Add(result.Output);
        }

        Verified.Match(JsonShape.Of(documents), name);
    }

    [Fact(Timeout = 20_000)]
    public async Task Programs_can_rely_on_the_names_in_findings()
    {
        using var tool = new ToolHarness().Write("kptn.yaml", "graph: {}\n");
        var result = await tool.RunAsync("validate --json");
        Assert.Equal((2, ""), (result.ExitCode, result.Errors));
        Verified.Match(JsonShape.Of(result.Output), "validate-findings");
    }

    [Fact(Timeout = 20_000)]
    public async Task Programs_can_rely_on_the_names_in_a_run()
    {
        using var tool = Shop.Create().Write("totals.sh", "exit 7\n");
        var ran = await tool.RunAsync("run -j 1 --json");
        tool.Write("totals.sh", "touch \"$OUTPUT_PIPELINE_DIR/totals.txt\"\n");
        var mended = await tool.RunAsync("run -j 1 --json");
        var nothing = await tool.RunAsync("run --json");
        Assert.Equal((1, 0, 0), (ran.ExitCode, mended.ExitCode, nothing.ExitCode));
        var lines = $"{ran.Output}{mended.Output}{nothing.Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Verified.Match(JsonShape.Of(lines), "run");
    }

    [Fact(Timeout = 20_000)]
    public async Task The_schema_is_JSON()
    {
        using var tool = new ToolHarness();
        var schema = await tool.RunAsync("schema");
        Assert.Contains("$.$schema: string", JsonShape.Of(schema.Output), StringComparison.Ordinal);
    }
}
