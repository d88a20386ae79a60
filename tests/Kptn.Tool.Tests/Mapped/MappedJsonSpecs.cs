namespace Kptn.Tool.Tests.Mapped;

public sealed class MappedJsonSpecs
{
    [Theory(Timeout = 30_000)]
    [InlineData("plan", "plan --json")]
    [InlineData("status", "status --json")]
    [InlineData("explain-item", "explain summary --item US_STATE=* --json")]
    [InlineData("outputs", "outputs --json")]
    [InlineData("orphans", "outputs --orphans --json")]
    [InlineData("orphans-deleted", "outputs --orphans --delete --json")]
    [InlineData("state-show", "state show --json")]
    [InlineData("state-show-item", "state show summary --item US_STATE=* --json")]
    [InlineData("state-list", "state list --json")]
    [InlineData("state-reset-item", "state reset summary --item US_STATE=NC --json")]
    public async Task Programs_can_rely_on_the_names_in_a_listing(string name, string line)
    {
        var documents = new List<string>();
        using var fresh = await States.CreateRunAsync();
        using var failed = await States.CreateRunAsync(bad: "SC");
        using var changed = await States.CreateRunAsync(bad: "SC");
        await changed.List("NC GA").Bad("").OutputOf("run");
        foreach (var tool in new[] { fresh, failed, changed })
        {
            var result = await tool.RunAsync(line);
            Assert.Equal((0, ""), (result.ExitCode, result.Errors));
            documents.Add(result.Output);
        }

        Verified.Match(JsonShape.Of(documents), name);
    }

    [Fact(Timeout = 20_000)]
    public async Task Programs_can_rely_on_the_names_in_a_run()
    {
        using var tool = States.Create(bad: "SC");
        var ran = await tool.RunAsync("run -j 1 --json");
        Assert.Equal(1, ran.ExitCode);
        Verified.Match(JsonShape.Of(ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), "run");
    }
}
