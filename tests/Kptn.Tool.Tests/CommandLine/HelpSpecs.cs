namespace Kptn.Tool.Tests.CommandLine;

public sealed class HelpSpecs
{
    public static TheoryData<string> Verbs => new(
        "", "init", "validate", "schema", "list", "plan", "run", "explain", "status", "logs", "outputs", "restore", "test", "diff", "approve", "graph", "state", "state list", "state show", "state reset", "state clone", "state export", "state import", "state diff", "state gc", "state create-table", "cache", "cache push", "cache pull", "cache status", "cache gc");

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Verbs))]
    public async Task I_can_read_what_a_verb_does(string verb)
    {
        using var tool = new ToolHarness();
        var help = await tool.RunAsync($"{verb} --help");
        Assert.Equal(0, help.ExitCode);
        Verified.Match(help.Transcript, verb.Length == 0 ? "kptn" : verb.Replace(' ', '-'));
    }

    [Fact(Timeout = 20_000)]
    public async Task Every_verb_has_its_help_screen_verified()
    {
        using var tool = new ToolHarness();
        var listed = (await Listed(tool, "")).Order(StringComparer.Ordinal);
        Assert.Equal(Verbs.Select(row => row.Data).Where(verb => verb.Length > 0).Order(StringComparer.Ordinal), listed);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("help run", "run --help")]
    [InlineData("run -h", "run --help")]
    [InlineData("help", "--help")]
    [InlineData("explain --help", "explain -?")]
    public async Task I_can_ask_for_help_in_any_usual_way(string one, string other)
    {
        using var tool = new ToolHarness();
        Assert.Equal((await tool.RunAsync(other)).Output, (await tool.RunAsync(one)).Output);
    }

    [Fact(Timeout = 20_000)]
    public async Task I_see_the_verbs_when_I_say_none()
    {
        using var tool = new ToolHarness();
        var none = await tool.RunAsync([]);
        Assert.Equal(2, none.ExitCode);
        Assert.Equal((await tool.RunAsync("--help")).Output, none.Output);
    }

    [Fact(Timeout = 20_000)]
    public async Task I_can_ask_for_the_version()
    {
        using var tool = new ToolHarness();
        var version = await tool.RunAsync("--version");
        Assert.Equal(0, version.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", version.Output);
    }

    private static async Task<IReadOnlyList<string>> Listed(ToolHarness tool, string verb)
    {
        var help = (await tool.RunAsync($"{verb} --help")).Output.Split('\n');
        var below = help.SkipWhile(line => line != "Verbs:").Skip(1).TakeWhile(line => line.Length > 0);
        var names = new List<string>();
        foreach (var name in below.Where(line => line[2] != ' ').Select(line => $"{verb} {line.Trim().Split(' ')[0]}".Trim()))
        {
            names.Add(name);
            names.AddRange(await Listed(tool, name));
        }

        return names;
    }
}
