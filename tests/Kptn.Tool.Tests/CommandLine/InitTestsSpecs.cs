using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kptn.Tool.Tests.CommandLine;

public sealed partial class InitTestsSpecs
{
    private const string TwoGraphs = "graphs:\n  full: {tasks: {x: }}\n  daily-run: {tasks: {x: }}\ntasks:\n  x: {command: 'true'}\n";

    [Fact(Timeout = 20_000)]
    public async Task I_get_a_test_project_of_ten_lines()
    {
        using var tool = new ToolHarness().Write("my-shop/kptn.yaml", "graphs:\n  g: {tasks: {x: }}\ntasks:\n  x: {command: 'true'}\n");
        var result = await tool.RunAsync("init --tests my-shop");
        Assert.Equal(0, result.ExitCode);
        var project = Version().Replace(tool.Read("my-shop/tests/MyShop.Tests.csproj"), "Version=\"{version}\"");
        Verified.Match($"{result.Transcript}\n\n{project}\n{tool.Read("my-shop/tests/Pipeline.cs")}\n{tool.Read("my-shop/tests/.gitignore")}", "written");
    }

    [Fact(Timeout = 20_000)]
    public async Task Versions_are_those_that_kptn_is_tested_with()
    {
        using var tool = new ToolHarness().Write("shop/kptn.yaml", TwoGraphs);
        await tool.RunAsync("init --tests shop");
        var written = XDocument.Parse(tool.Read("shop/tests/Shop.Tests.csproj")).Descendants("PackageReference").ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Kptn.sln"))) root = Path.GetDirectoryName(root.TrimEnd('/'))!;
        var known = XDocument.Load(Path.Combine(root, "Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        Assert.Equal(ToolVersion.Text, written["Kptn.Testing"]);
        Assert.All(written.Where(package => package.Key != "Kptn.Testing"), package => Assert.Equal(known[package.Key], package.Value));
    }

    [Fact(Timeout = 20_000)]
    public async Task Each_graph_has_a_test_method()
    {
        using var tool = new ToolHarness().Write("shop/kptn.yaml", TwoGraphs);
        await tool.RunAsync("init --tests shop");
        var source = tool.Read("shop/tests/Pipeline.cs");
        Assert.Contains("[Theory, KptnTasks(\"../kptn.yaml\", Graph = \"full\")]\n    public Task Full(TaskCase task) => task.Verify();", source, StringComparison.Ordinal);
        Assert.Contains("[Theory, KptnTasks(\"../kptn.yaml\", Graph = \"daily-run\")]\n    public Task DailyRun(TaskCase task) => task.Verify();", source, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Central_package_versions_of_a_repository_are_left_alone()
    {
        using var tool = new ToolHarness().Write("Directory.Packages.props", "<Project />").Write("shop/kptn.yaml", TwoGraphs);
        await tool.RunAsync("init --tests shop");
        Assert.Contains("<ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>", tool.Read("shop/tests/Shop.Tests.csproj"), StringComparison.Ordinal);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("tests/Other.csproj")]
    [InlineData("tests/Pipeline.cs")]
    [InlineData("tests/.gitignore")]
    public async Task Nothing_is_overwritten(string mine)
    {
        using var tool = new ToolHarness().Write("shop/kptn.yaml", TwoGraphs).Write($"shop/{mine}", "mine");
        var result = await tool.RunAsync("init --tests shop");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(Path.GetFileName(mine), result.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", tool.Read($"shop/{mine}"));
        Assert.Single(Directory.GetFiles(Path.Combine(tool.Root, "shop/tests")));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("init --tests")]
    [InlineData("init --tests nowhere")]
    [InlineData("init --tests broken")]
    public async Task Without_a_good_project_I_am_told_what_is_wrong(string line)
    {
        using var tool = new ToolHarness().Write("broken/kptn.yaml", "graphs: [");
        var result = await tool.RunAsync(line);
        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.Errors);
        Assert.False(Directory.Exists(Path.Combine(tool.Root, "broken/tests")));
    }

    [GeneratedRegex("Version=\"[^\"]+\"")]
    private static partial Regex Version();
}
