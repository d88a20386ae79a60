namespace Kptn.Tool.Tests.Mapped;

public sealed class MappedListingSpecs
{
    [Theory(Timeout = 20_000)]
    [InlineData("plan-before-any-run", "plan")]
    [InlineData("status-before-any-run", "status")]
    [InlineData("explain-before-any-run", "explain summary")]
    public async Task I_can_read_a_listing_of_a_project_that_has_not_run(string name, string line) => await Match(States.Create(), name, line);

    [Theory(Timeout = 20_000)]
    [InlineData("status-after-a-run", "status")]
    [InlineData("plan-item", "plan summary --item US_STATE=SC --force")]
    [InlineData("plan-item-up-to-date", "plan item:US_STATE=SC")]
    [InlineData("explain-item-up-to-date", "explain summary --item US_STATE=SC")]
    [InlineData("outputs", "outputs")]
    [InlineData("outputs-item", "outputs item:US_STATE=SC")]
    [InlineData("outputs-no-orphans", "outputs --orphans")]
    [InlineData("state-list", "state list")]
    [InlineData("state-reset-item", "state reset summary --item US_STATE=SC")]
    [InlineData("logs-choose-an-item", "logs summary")]
    [InlineData("logs-item", "logs summary --item US_STATE=SC")]
    public async Task I_can_read_a_listing_of_a_project_that_has_run(string name, string line) => await Match(await States.CreateRunAsync(), name, line);

    [Theory(Timeout = 20_000)]
    [InlineData("plan-after-a-failure", "plan")]
    [InlineData("status-after-a-failure", "status")]
    [InlineData("explain-after-a-failure", "explain summary")]
    [InlineData("explain-failed-item", "explain summary --item US_STATE=SC")]
    [InlineData("logs-first-failed-item", "logs summary")]
    public async Task I_can_read_what_a_failed_item_left(string name, string line) => await Match(await States.CreateRunAsync(bad: "SC VA"), name, line);

    [Theory(Timeout = 20_000)]
    [InlineData("plan-after-the-list-changed", "plan")]
    [InlineData("explain-item-that-left", "explain summary --item US_STATE=VA")]
    [InlineData("explain-new-item", "explain summary --item US_STATE=GA")]
    public async Task I_can_read_what_another_list_does(string name, string line)
    {
        var tool = await States.CreateRunAsync();
        Assert.Contains("1 ran", await tool.List("NC SC GA").OutputOf("run states --only"), StringComparison.Ordinal);
        await Match(tool, name, line);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("plan-item-unknown-list", "plan summary --item US_STATE=GA")]
    [InlineData("explain-item-unknown-list", "explain summary --item US_STATE=SC")]
    public async Task I_can_read_of_an_item_whose_list_is_made_anew(string name, string line) => await Match((await States.CreateRunAsync()).List("NC SC GA"), name, line);

    [Theory(Timeout = 20_000)]
    [InlineData("item-not-in-the-list", "run summary --item US_STATE=NK")]
    [InlineData("item-not-near-any", "plan item:US_STATE=Nowhere")]
    [InlineData("item-name-unknown", "run --item STATE=NC")]
    [InlineData("item-word-name-unknown", "plan item:STATE=NC")]
    [InlineData("item-of-a-task-not-mapped", "run report --only --item US_STATE=NC")]
    [InlineData("item-names-of-no-task-together", "run --item US_STATE=NC,ZIP=3")]
    [InlineData("item-no-value", "run summary --item NC")]
    [InlineData("item-excluded", "run --exclude item:US_STATE=NC")]
    [InlineData("item-in-a-saved-plan", "plan --item US_STATE=NC --save plan.json")]
    [InlineData("item-and-saved-plan", "run --plan plan.json --subset 2")]
    [InlineData("subset-zero", "run --subset 0")]
    [InlineData("explain-unknown-item", "explain summary --item US_STATE=NK")]
    [InlineData("logs-unknown-item", "logs summary --item US_STATE=NK")]
    [InlineData("logs-item-of-a-task-not-mapped", "logs report --item US_STATE=NC")]
    [InlineData("logs-item-without-task", "logs --item US_STATE=NC")]
    [InlineData("logs-several-items", "logs summary --item US_STATE=*")]
    [InlineData("logs-item-no-such-try", "logs summary --item US_STATE=NC --try 2")]
    [InlineData("outputs-item-of-a-task-not-mapped", "outputs report --item US_STATE=NC")]
    [InlineData("outputs-delete-alone", "outputs --delete")]
    [InlineData("outputs-force-alone", "outputs --orphans --force")]
    [InlineData("state-show-item-of-a-task-not-mapped", "state show report --item US_STATE=NC")]
    [InlineData("state-reset-all-items", "state reset --all --item US_STATE=NC")]
    public async Task I_am_told_what_is_wrong_with_a_choice_of_items(string name, string line)
    {
        using var tool = await States.CreateRunAsync();
        var result = await tool.RunAsync(line);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Verified.Match(Scrub.Run(result.Transcript, tool.Root), name);
    }

    private static async Task Match(ToolHarness tool, string name, string line)
    {
        using (tool)
        {
            var result = await tool.RunAsync(line);
            Assert.True(result.ExitCode == 0, result.Transcript);
            Verified.Match(line.StartsWith("status", StringComparison.Ordinal) ? Scrub.Table(result.Transcript, tool.Root) : Scrub.Run(result.Transcript, tool.Root), name);
        }
    }
}
