namespace Kptn.Tool.Tests.CommandLine;

public sealed class ExitCodeSpecs
{
    [Theory(Timeout = 20_000)]
    [InlineData("validate", 0)]
    [InlineData("plan", 0)]
    [InlineData("plan --exit-code", 3)]
    [InlineData("status", 0)]
    [InlineData("run fetch", 0)]
    [InlineData("run --unknown", 2)]
    [InlineData("unknown", 2)]
    [InlineData("run nothing", 2)]
    public async Task I_can_tell_by_the_exit_code_what_happened(string line, int exitCode)
    {
        using var tool = Shop.Create();
        Assert.Equal(exitCode, (await tool.RunAsync(line)).ExitCode);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_failed_task_is_1()
    {
        using var tool = Shop.Create().Write("totals.sh", "exit 7\n");
        Assert.Equal(1, (await tool.RunAsync("run")).ExitCode);
        Assert.Equal(3, (await tool.RunAsync("plan --exit-code")).ExitCode);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_bad_project_is_2_for_every_verb_that_reads_it()
    {
        using var tool = Shop.Create().Write("kptn.yaml", "graphs: 3\n");
        foreach (var line in new[] { "validate", "list", "plan", "run", "explain clean", "status", "logs", "graph", "state list", "state show", "state reset --all" })
        {
            Assert.Equal((line, 2), (line, (await tool.RunAsync(line)).ExitCode));
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task A_table_whose_name_is_refused_is_one_error_and_not_missing_too()
    {
        using var tool = Shop.Create();
        tool.Write("kptn.yaml", $"settings: {{db: dynamodb, dynamodb: a b}}\n{tool.Read("kptn.yaml").Replace("settings:", "x-settings:", StringComparison.Ordinal)}");
        var found = await tool.RunAsync("validate");
        Assert.Contains("is 'a b'", found.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("no-table", found.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Nothing_to_do_is_0_also_where_I_ask_for_3()
    {
        using var tool = await Shop.CreateRunAsync();
        Assert.Equal(0, (await tool.RunAsync("plan --exit-code")).ExitCode);
        Assert.Equal(0, (await tool.RunAsync("run")).ExitCode);
    }
}
