namespace Kptn.Tool.Tests.Mapped;

public sealed class MappedRunSpecs
{
    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_run() => await Match(States.Create(), "run", "run -j 1", 0);

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_run_of_which_some_items_fail() => await Match(States.Create(bad: "SC"), "run-incomplete", "run -j 1", 1);

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_run_of_which_every_item_fails() =>
        await Match(States.Create("AK AL AR AZ CA CO CT", bad: "AK AL AR AZ CA CO CT"), "run-failed", "run -j 1", 1);

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_run_that_does_what_is_left() => await Match((await States.CreateRunAsync(bad: "SC")).Bad(""), "run-rest", "run -j 1", 0);

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_run_after_the_list_changed() => await Match((await States.CreateRunAsync()).List("NC GA"), "run-other-list", "run -j 1", 0);

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_run_of_one_item() => await Match(await States.CreateRunAsync(), "run-item", "run summary --item US_STATE=SC --only --force -j 1", 0);

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_a_trial_on_a_few_items() => await Match(await States.CreateRunAsync(), "run-subset", "run --subset 2 -j 1", 0);

    [Fact(Timeout = 20_000)]
    public async Task I_can_read_that_items_were_tried_again()
    {
        var tool = States.Create(bad: "SC");
        tool.Write("kptn.yaml", tool.Read("kptn.yaml").Replace("map_over: US_STATE", "map_over: US_STATE\n    retries: 2", StringComparison.Ordinal));
        await Match(tool, "run-retries", "run -j 1", 1);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_list_that_cannot_be_read_is_shown_before_the_run_and_in_it()
    {
        using var tool = States.Create("NC NC");
        await tool.OutputOf("run states");
        var plan = await tool.OutputOf("plan");
        var run = await tool.RunAsync("run -j 1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("item NC stands twice in the list", plan, StringComparison.Ordinal);
        Assert.Contains("item NC stands twice in the list", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_trial_leaves_the_state_and_the_files_of_the_whole_alone()
    {
        using var tool = await States.CreateRunAsync("NC SC VA");
        await tool.OutputOf("run --subset 2");
        Assert.Equal("NC\nSC\nVA\n", tool.Read("scratch/report.csv"));
        Assert.Equal("NC\nSC\n", tool.Read(".kptn/subset/report.csv"));
        Assert.Contains("nothing to do", await tool.OutputOf("run"), StringComparison.Ordinal);
        Assert.Contains("nothing to do", await tool.OutputOf("run --subset 2"), StringComparison.Ordinal);
        Assert.Contains("2 done", await tool.OutputOf("status --subset 2"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task One_item_that_is_forced_leaves_the_others_done()
    {
        using var tool = await States.CreateRunAsync();
        var run = await tool.OutputOf("run summary --item US_STATE=SC --only --force");
        Assert.Contains("1 ran (1 item)", run, StringComparison.Ordinal);
        Assert.Contains("3 done", await tool.OutputOf("status"), StringComparison.Ordinal);
        Assert.Contains("nothing to do", await tool.OutputOf("run"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task I_am_told_that_no_item_asked_for_is_in_a_list_that_was_made_just_now()
    {
        using var tool = (await States.CreateRunAsync("NC SC")).List("NC SC VA");
        var run = await tool.OutputOf("run --item US_STATE=GA");
        Assert.Contains("summary: none of the items that were asked for is in its list", run, StringComparison.Ordinal);
        Assert.Contains("no item to run · 2 of 3 items done before", run, StringComparison.Ordinal);
        Assert.Contains("1 of 3 items (1 new)", await tool.OutputOf("plan"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Nothing_runs_where_the_items_asked_for_are_not_there()
    {
        using var tool = States.Create();
        await tool.OutputOf("run states");
        var before = Directory.GetFiles(tool.Root, "*.csv", SearchOption.AllDirectories);
        Assert.Equal(2, (await tool.RunAsync("run --item US_STATE=NK")).ExitCode);
        Assert.Equal(before, Directory.GetFiles(tool.Root, "*.csv", SearchOption.AllDirectories));
    }

    [Fact(Timeout = 20_000)]
    public async Task The_log_of_kptn_has_every_failed_item_and_no_other()
    {
        using var tool = States.Create("AK AL AR AZ CA CO CT", bad: "AK AL AR AZ CA CO");
        tool.Write("kptn.yaml", tool.Read("kptn.yaml").Replace("storage_key: main", "storage_key: main\n  logging: {file: kptn.log}", StringComparison.Ordinal));
        await tool.RunAsync("run");
        var lines = tool.Read("kptn.log").Split('\n');
        Assert.Equal(6, lines.Count(line => line.Contains("FAILED   summary@", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("summary@CT", StringComparison.Ordinal));
    }

    private static async Task Match(ToolHarness tool, string name, string line, int exitCode)
    {
        using (tool)
        {
            var result = await tool.RunAsync(line);
            Assert.True(result.ExitCode == exitCode, result.Transcript);
            Verified.Match(Scrub.Items(result.Transcript, tool.Root), name);
        }
    }
}
