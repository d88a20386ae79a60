namespace Kptn.Tool.Tests.Mapped;

public sealed class OrphanSpecs
{
    [Fact(Timeout = 20_000)]
    public async Task I_can_list_and_delete_what_items_left_that_are_gone()
    {
        using var tool = await States.CreateRunAsync("NC SC VA");
        await tool.List("NC").OutputOf("run");
        Assert.Contains("2 outputs: 2 there", await tool.OutputOf("outputs --orphans"), StringComparison.Ordinal);
        Assert.True(Exists(tool, "summary/SC.csv"));
        Assert.Contains("2 outputs: 2 deleted", await tool.OutputOf("outputs --orphans --delete"), StringComparison.Ordinal);
        Assert.Equal((true, false, false), (Exists(tool, "summary/NC.csv"), Exists(tool, "summary/SC.csv"), Exists(tool, "summary/VA.csv")));
        Assert.Equal("no outputs\n", await tool.OutputOf("outputs --orphans"));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_was_changed_since_is_kept_unless_I_insist()
    {
        using var tool = await States.CreateRunAsync("NC SC");
        await tool.List("NC").OutputOf("run");
        tool.Write("scratch/summary/SC.csv", "my own notes\n");
        Assert.Contains("modified, kept", await tool.OutputOf("outputs --orphans --delete"), StringComparison.Ordinal);
        Assert.Equal("my own notes\n", tool.Read("scratch/summary/SC.csv"));
        Assert.Contains("modified", await tool.OutputOf("outputs --orphans"), StringComparison.Ordinal);
        Assert.Contains("1 deleted", await tool.OutputOf("outputs --orphans --delete --force"), StringComparison.Ordinal);
        Assert.False(Exists(tool, "summary/SC.csv"));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_item_that_comes_back_owns_its_output_again()
    {
        using var tool = await States.CreateRunAsync("NC SC");
        await tool.List("NC").OutputOf("run");
        await tool.List("NC SC").OutputOf("run");
        Assert.Equal("no outputs\n", await tool.OutputOf("outputs --orphans --delete --force"));
        Assert.True(Exists(tool, "summary/SC.csv"));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_another_item_writes_now_is_no_orphan()
    {
        using var tool = await States.CreateRunAsync("NC SC");
        tool.Write("kptn.yaml", tool.Read("kptn.yaml").Replace("  report:\n    command: cat \"$INPUT_PIPELINE_DIR\"/summary/*.csv >", "  report:\n    command: echo SC >", StringComparison.Ordinal).Replace("[report.csv]", "[summary/SC.csv]", StringComparison.Ordinal).Replace("/report.csv\"", "/summary/SC.csv\"", StringComparison.Ordinal));
        await tool.List("NC").OutputOf("run");
        Assert.Equal("no outputs\n", await tool.OutputOf("outputs --orphans --delete --force"));
        Assert.Equal("SC\n", tool.Read("scratch/summary/SC.csv"));
    }

    [Fact(Timeout = 20_000)]
    public async Task Outputs_of_tasks_that_left_the_graph_are_orphans_until_they_are_deleted()
    {
        using var tool = await States.CreateRunAsync("NC SC");
        var yaml = tool.Read("kptn.yaml");
        tool.Write("kptn.yaml", yaml.Replace("      summary: states\n      report: summary\n", "", StringComparison.Ordinal));
        Assert.Contains("3 outputs: 3 there", await tool.OutputOf("outputs --orphans"), StringComparison.Ordinal);
        Assert.Contains("3 deleted", await tool.OutputOf("outputs --orphans --delete"), StringComparison.Ordinal);
        Assert.Equal((false, false), (Exists(tool, "report.csv"), Directory.Exists(Path.Combine(tool.Root, "scratch/summary"))));
        Assert.Contains("1 task, 1 succeeded", await tool.OutputOf("state list"), StringComparison.Ordinal);
        await tool.Write("kptn.yaml", yaml).OutputOf("run");
        Assert.True(Exists(tool, "report.csv"));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_another_graph_makes_in_the_same_folder_is_no_orphan()
    {
        using var tool = await States.CreateRunAsync("NC");
        var yaml = tool.Read("kptn.yaml");
        tool.Write("kptn.yaml", yaml.Replace("tasks:\n  states:", "  other:\n    extends: atlas\ntasks:\n  states:", StringComparison.Ordinal));
        await tool.OutputOf("run -g other");
        tool.Write("kptn.yaml", yaml.Replace("      report: summary\n", "", StringComparison.Ordinal).Replace("tasks:\n  states:\n    command", "  other:\n    extends: atlas\n    tasks: {report: summary}\ntasks:\n  states:\n    command", StringComparison.Ordinal));
        Assert.Equal("no outputs\n", await tool.OutputOf("outputs -g atlas --orphans"));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_folder_that_an_item_left_goes_but_for_what_others_make_in_it()
    {
        using var tool = States.Create("NC SC");
        tool.Write("kptn.yaml", tool.Read("kptn.yaml").Replace("[\"summary/${US_STATE}.csv\"]", "[\"summary/${US_STATE}/\"]", StringComparison.Ordinal).Replace("summary/*.csv", "summary/*/*.csv", StringComparison.Ordinal))
            .Write("summary.sh", "mkdir -p \"$OUTPUT_PIPELINE_DIR/summary/$US_STATE/deep\"; echo 1 | tee \"$OUTPUT_PIPELINE_DIR/summary/$US_STATE/a.csv\" > \"$OUTPUT_PIPELINE_DIR/summary/$US_STATE/deep/b.csv\"\n");
        await tool.OutputOf("run");
        await tool.List("NC").OutputOf("run");
        tool.Write("kptn.yaml", tool.Read("kptn.yaml").Replace("[report.csv]", "[summary/SC/report.csv]", StringComparison.Ordinal).Replace("/report.csv\"", "/summary/SC/report.csv\"", StringComparison.Ordinal));
        await tool.OutputOf("run");
        Assert.Contains("modified, kept", await tool.OutputOf("outputs --orphans --delete"), StringComparison.Ordinal);
        Assert.True(Exists(tool, "summary/SC/a.csv"));
        Assert.Contains("deleted", await tool.OutputOf("outputs --orphans --delete --force"), StringComparison.Ordinal);
        Assert.Equal((false, false, true), (Exists(tool, "summary/SC/a.csv"), Directory.Exists(Path.Combine(tool.Root, "scratch/summary/SC/deep")), Exists(tool, "summary/SC/report.csv")));
        Assert.True(Exists(tool, "summary/NC/deep/b.csv"));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_task_that_is_no_longer_mapped_leaves_what_its_items_made()
    {
        using var tool = await States.CreateRunAsync("NC SC");
        tool.Write("kptn.yaml", tool.Read("kptn.yaml").Replace("    map_over: US_STATE\n    outputs: [\"summary/${US_STATE}.csv\"]", "    outputs: [summary/NC.csv]", StringComparison.Ordinal).Replace("file: summary.sh", "command: echo all > \"$OUTPUT_PIPELINE_DIR/summary/NC.csv\"", StringComparison.Ordinal));
        await tool.OutputOf("run");
        Assert.Contains("1 output: 1 deleted", await tool.OutputOf("outputs --orphans --delete"), StringComparison.Ordinal);
        Assert.Equal((true, false), (Exists(tool, "summary/NC.csv"), Exists(tool, "summary/SC.csv")));
        Assert.Equal("no outputs\n", await tool.OutputOf("outputs --orphans"));
    }

    [Fact(Timeout = 20_000)]
    public async Task Nothing_is_deleted_through_a_link()
    {
        using var tool = await States.CreateRunAsync("NC SC");
        var (inside, outside) = (Path.Combine(tool.Root, "scratch/summary"), Path.Combine(tool.Root, "elsewhere"));
        Directory.Move(inside, outside);
        Directory.CreateSymbolicLink(inside, outside);
        await tool.List("NC").OutputOf("run");
        Assert.Contains("behind a link, kept", await tool.OutputOf("outputs --orphans --delete --force"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(outside, "SC.csv")));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_link_in_place_of_an_output_goes_and_what_it_leads_to_stays()
    {
        using var tool = await States.CreateRunAsync("NC SC");
        await tool.List("NC").OutputOf("run");
        tool.Write("precious.csv", "SC\n");
        File.Delete(Path.Combine(tool.Root, "scratch/summary/SC.csv"));
        File.CreateSymbolicLink(Path.Combine(tool.Root, "scratch/summary/SC.csv"), Path.Combine(tool.Root, "precious.csv"));
        Assert.Contains("1 deleted", await tool.OutputOf("outputs --orphans --delete"), StringComparison.Ordinal);
        Assert.Equal("SC\n", tool.Read("precious.csv"));
        Assert.False(Exists(tool, "summary/SC.csv"));
    }

    [Fact(Timeout = 20_000)]
    public async Task I_can_delete_what_one_item_left()
    {
        using var tool = await States.CreateRunAsync("NC SC VA");
        await tool.List("NC").OutputOf("run");
        Assert.Contains("1 output: 1 deleted", await tool.OutputOf("outputs --orphans --delete --item US_STATE=SC"), StringComparison.Ordinal);
        Assert.Contains("1 output: 1 there", await tool.OutputOf("outputs --orphans summary"), StringComparison.Ordinal);
        Assert.Equal((false, true), (Exists(tool, "summary/SC.csv"), Exists(tool, "summary/VA.csv")));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_item_whose_state_was_reset_runs_again()
    {
        using var tool = await States.CreateRunAsync();
        await tool.OutputOf("state reset item:US_STATE=SC");
        Assert.Contains("incomplete (2 of 3 items) · 1 of 3 items (1 new)", await tool.OutputOf("plan summary"), StringComparison.Ordinal);
        Assert.Contains("1 of 3 items in", await tool.OutputOf("run"), StringComparison.Ordinal);
        Assert.Equal("no outputs\n", await tool.OutputOf("outputs --orphans"));
    }

    [Fact(Timeout = 20_000)]
    public async Task I_can_see_which_outputs_are_not_there_any_more()
    {
        using var tool = await States.CreateRunAsync();
        File.Delete(Path.Combine(tool.Root, "scratch/summary/SC.csv"));
        tool.Write("scratch/summary/VA.csv", "other\n");
        var outputs = await tool.OutputOf("outputs");
        Assert.Contains("4 outputs: 2 there · 1 missing · 1 modified", outputs.Replace("1 modified · 1 missing", "1 missing · 1 modified", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static bool Exists(ToolHarness tool, string output) => File.Exists(Path.Combine(tool.Root, "scratch", output));
}
