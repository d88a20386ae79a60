using Kptn.Engine.Graphs;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Tests.Graphs;

public sealed class ExtendsSpecs
{
    private readonly ProjectBuilder _project = new ProjectBuilder().Tasks("a", "b", "c", "d", "e");

    [Fact]
    public void Parents_come_in_order_depth_first_before_own_tasks()
    {
        _project.Graph("root", "a").Graph("left", ["root"], "b").Graph("right", ["root"], "c").Graph("g", ["right", "left"], "d: a");

        var result = _project.Build();

        Assert.Empty(result.Findings);
        Assert.Equal("a c b d", Names(result.Graphs["g"]));
        Assert.Equal(["root", "left", "right", "g"], result.Graphs.Keys);
    }

    [Fact]
    public void A_graph_may_stand_before_its_parents()
    {
        var result = _project.Graph("g", ["root"], "b: a").Graph("root", "a").Build();

        Assert.Empty(result.Findings);
        Assert.Equal("a b", Names(result.Graphs["g"]));
        Assert.Equal(["g", "root"], result.Graphs.Keys);
    }

    [Fact]
    public void The_first_definition_of_a_task_wins_whole()
    {
        _project.Graph("one", [], [_project.Entry("a"), _project.Entry("b: a", _project.Value("x", "1"))])
            .Graph("two", [], [_project.Entry("c"), _project.Entry("b: c", _project.Value("y", "2"))])
            .Alias("g", "one", "two");

        var task = _project.Build().Graphs["g"].Tasks["b"];

        Assert.Equal(["a"], task.Dependencies);
        Assert.Equal("x=1", Text(task.Args));
    }

    [Fact]
    public void Own_dependencies_that_lose_to_a_parent_are_warned_of()
    {
        _project.Graph("root", "a", "b: a").Graph("g", ["root"], "c", "b: c", "a");

        Assert.Equal(
            ["kptn.yaml:11:7 shadowed-task: graph 'g' already has task 'b' at kptn.yaml:7:7, so its dependencies and args here are not used"],
            _project.Findings());
    }

    [Fact]
    public void A_graph_that_only_extends_is_the_parent_under_another_name()
    {
        var result = _project.Graph("root", "b: a", "a").Alias("copy", "root").Build();

        Assert.Equal("a b", Names(result.Graphs["copy"]));
        Assert.Equal("copy", result.Graphs["copy"].Name);
    }

    [Fact]
    public void Args_of_an_inclusion_overlay_the_parents_key_by_key_and_only_there()
    {
        _project.Task("t", task => task with { Args = [_project.Value("x", "task"), _project.Value("y", "task"), _project.Value("z", "task")] })
            .Graph("root", [], [_project.Entry("t", _project.Value("y", "graph"), _project.Value("z", "graph"))])
            .Graph("g", [_project.Parent("root", ("t", _project.Value("z", "inclusion")), ("t", _project.Value("new", "inclusion")))], []);

        var graphs = _project.Build().Graphs;

        Assert.Equal("x=task y=graph z=graph", Text(graphs["root"].Tasks["t"].Args));
        Assert.Equal("x=task y=graph z=inclusion new=inclusion", Text(graphs["g"].Tasks["t"].Args));
    }

    [Fact]
    public void Args_for_a_task_that_the_parent_lacks_are_a_finding()
    {
        _project.Graph("root", "a").Graph("g", [_project.Parent("root", ("aa", _project.Value("x", "1")))], [_project.Entry("aa")]);

        var finding = _project.Build().Findings.Single(finding => finding.Code == "unknown-extends-task");

        Assert.Equal("graph 'g' gives args to 'aa' of graph 'root', which has no such task", finding.Message);
        Assert.Equal("did you mean 'a'?", finding.Suggestion);
        Assert.Equal("kptn.yaml:8:9", finding.Place.ToString());
    }

    [Fact]
    public void Args_for_a_task_that_came_with_an_earlier_parent_are_warned_of()
    {
        _project.Graph("one", "a").Graph("two", "a")
            .Graph("g", [_project.Parent("one"), _project.Parent("two", ("a", _project.Value("x", "1")))], []);

        Assert.Contains("so its args for 'a' of graph 'two' are not used", Assert.Single(_project.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_is_shown_as_a_chain_once()
    {
        _project.Alias("x", "a1").Graph("a1", ["b1"], "a").Graph("b1", ["c1"], "b").Graph("c1", ["a1"], "c");

        Assert.Equal(["kptn.yaml:14:7 extends-cycle: graphs extend each other in a cycle: a1 → b1 → c1 → a1"], _project.Findings());
        Assert.Equal("c b a", Names(_project.Build().Graphs["x"]));
    }

    [Fact]
    public void A_graph_that_extends_itself_is_a_cycle()
    {
        Assert.Equal(["kptn.yaml:6:7 extends-cycle: graphs extend each other in a cycle: g → g"], _project.Graph("g", ["g"], "a").Findings());
    }

    [Fact]
    public void An_unknown_parent_is_named_and_what_it_would_have_brought_is_not()
    {
        _project.Graph("root", "a").Graph("g", [_project.Parent("roof", ("a", _project.Value("x", "1")))], [_project.Entry("b: a")]).Graph("h", ["g"], "c: a");

        var finding = Assert.Single(_project.Build().Findings);

        Assert.Equal("graph 'g' extends 'roof', which is not under graphs", finding.Message);
        Assert.Equal("did you mean 'root'?", finding.Suggestion);
    }

    [Fact]
    public void Config_overlays_root_config_key_by_key()
    {
        _project.Config(_project.Value("x", "root"), _project.Value("y", "root"))
            .Graph("g", [], [], _project.Value("z", "g"), _project.Value("x", "g"))
            .Alias("h", "g");

        var graphs = _project.Build().Graphs;

        Assert.Equal("x=g y=root z=g", Text(graphs["g"].Config));
        Assert.Equal("x=root y=root", Text(graphs["h"].Config));
    }

    [Fact]
    public void A_ladder_of_diamonds_and_a_long_row_of_graphs_are_quick()
    {
        _project.Graph("r0", "a", "b: a");
        for (var i = 0; i < 40; i++) _project.Alias($"x{i}", $"r{i}").Alias($"y{i}", $"r{i}").Alias($"r{i + 1}", $"x{i}", $"y{i}");
        _project.Alias("s0", "r40");
        for (var i = 0; i < 100_000; i++) _project.Alias($"s{i + 1}", $"s{i}");

        var result = _project.Build();

        Assert.Empty(result.Findings);
        Assert.Equal("a b", Names(result.Graphs["s100000"]));
    }

    private static string Names(TaskGraph graph) => string.Join(' ', graph.Tasks.Keys);

    private static string Text(IEnumerable<YamlEntry> entries) => string.Join(' ', entries.Select(entry => $"{entry.Key}={((YamlScalar)entry.Value).Text}"));
}
