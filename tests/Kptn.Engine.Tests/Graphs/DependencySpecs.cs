namespace Kptn.Engine.Tests.Graphs;

public sealed class DependencySpecs
{
    private readonly ProjectBuilder _project = new ProjectBuilder().Tasks("a", "b", "c", "d");

    [Fact]
    public void Tasks_come_in_dependency_order_with_ties_as_declared()
    {
        var graph = _project.Graph("g", "d: b", "c", "b: a", "a").Build().Graphs["g"];

        Assert.Equal(["c", "a", "b", "d"], graph.Tasks.Keys);
        Assert.Equal(graph.Tasks.Keys, graph.Tasks.Select(pair => pair.Value.Name));
        Assert.Equal(["b"], graph.Tasks["d"].Dependencies);
    }

    [Fact]
    public void A_task_that_is_not_declared_is_found_in_keys_and_dependencies()
    {
        _project.Tasks("load").Graph("g", "lod", "a: lod", "b: loda");

        Assert.Equal(
            [
                "kptn.yaml:6:7 unknown-task: graph 'g' lists 'lod', which is not under tasks",
                "kptn.yaml:8:20 unknown-task: task 'b' of graph 'g' depends on 'loda', which is not under tasks",
            ],
            _project.Findings());
        Assert.Equal(["did you mean 'load'?", "did you mean 'lod'?"], _project.Build().Findings.Select(finding => finding.Suggestion));
        Assert.Equal(["a", "b"], _project.Build().Graphs["g"].Tasks.Keys);
        Assert.Empty(_project.Build().Graphs["g"].Tasks["a"].Dependencies);
    }

    [Fact]
    public void A_dependency_that_the_graph_does_not_list_is_another_finding()
    {
        var finding = Assert.Single(_project.Graph("g", "b: a").Build().Findings);

        Assert.Equal("dependency-not-in-graph", finding.Code);
        Assert.Equal("task 'b' of graph 'g' depends on 'a', which graph 'g' does not list", finding.Message);
        Assert.Equal("list 'a' under graphs.g.tasks", finding.Suggestion);
        Assert.Equal("kptn.yaml:5:20", finding.Place.ToString());
    }

    [Fact]
    public void What_a_broken_parent_hands_down_is_said_once()
    {
        _project.Graph("root", "b: a nothing", "c: d", "d: c", "lod");
        for (var i = 0; i < 5; i++) _project.Graph($"g{i}", ["root"], "a: b");

        Assert.Equal(
            ["dependency-not-in-graph", "unknown-task", "dependency-cycle", "unknown-task"],
            _project.Build().Findings.Where(finding => finding.Message.Contains("'root'", StringComparison.Ordinal)).Select(finding => finding.Code));
        Assert.Single(_project.Findings(), finding => finding.Contains("'g0' wait for each other in a cycle", StringComparison.Ordinal));
        Assert.Equal(5, _project.Findings().Length);
    }

    [Fact]
    public void A_task_that_depends_on_itself_is_named_and_kept()
    {
        _project.Graph("g", "a: a");

        Assert.Equal(["kptn.yaml:5:20 self-dependency: task 'a' of graph 'g' depends on itself"], _project.Findings());
        Assert.Empty(_project.Build().Graphs["g"].Tasks["a"].Dependencies);
    }

    [Fact]
    public void A_dependency_named_twice_is_a_warning()
    {
        var result = _project.Graph("g", "a", "b: a a a").Build();

        var finding = Assert.Single(result.Findings);
        Assert.Equal(("duplicate-dependency", Kptn.Engine.Projects.Severity.Warning), (finding.Code, finding.Severity));
        Assert.Equal("kptn.yaml:6:21", finding.Place.ToString());
        Assert.Equal(["a"], result.Graphs["g"].Tasks["b"].Dependencies);
    }

    [Fact]
    public void A_cycle_is_shown_as_a_chain_at_the_dependency_that_starts_it()
    {
        _project.Tasks("e").Graph("g", "a", "b: a d", "c: b", "d: a c", "e: d");

        Assert.Equal(["kptn.yaml:7:21 dependency-cycle: tasks of graph 'g' wait for each other in a cycle: b → d → c → b"], _project.Findings());
        Assert.Equal(["a", "b", "c", "d", "e"], _project.Build().Graphs["g"].Tasks.Keys);
    }

    [Fact]
    public void Each_knot_of_cycles_is_shown()
    {
        _project.Graph("g", "a: b", "b: a", "c: d", "d: c b");

        Assert.Equal(2, _project.Findings().Length);
    }

    [Fact]
    public void After_orders_tasks_and_is_no_dependency()
    {
        var result = _project.Task("t", task => task with { After = ["d", "b", "d", "a"] }).Graph("g", "t: a", "d", "a").Build();

        Assert.Empty(result.Findings);
        Assert.Equal(["d", "a", "t"], result.Graphs["g"].Tasks.Keys);
        Assert.Equal(["d"], result.Graphs["g"].Tasks["t"].After);
        Assert.Equal(["a"], result.Graphs["g"].Tasks["t"].Dependencies);
    }

    [Fact]
    public void After_takes_part_in_cycles()
    {
        _project.Task("t", task => task with { After = ["b"] }).Graph("g", "t", "a: t", "b: a");

        Assert.Equal(["kptn.yaml:5:3 dependency-cycle: tasks of graph 'g' wait for each other in a cycle: t → b → a → t"], _project.Findings());
    }

    [Fact]
    public void A_chain_of_100000_tasks_is_ordered_and_its_cycle_found()
    {
        const int count = 100_000;
        var project = new ProjectBuilder().Tasks([.. Enumerable.Range(0, count).Select(i => $"t{i}")]);
        project.Graph("line", [.. Enumerable.Range(0, count).Select(i => i + 1 < count ? $"t{i}: t{i + 1}" : $"t{i}")]);
        project.Graph("ring", [.. Enumerable.Range(0, count).Select(i => $"t{i}: t{(i + 1) % count}")]);

        var result = project.Build();

        Assert.Equal($"t{count - 1}", result.Graphs["line"].Tasks.Keys.First());
        Assert.Equal("dependency-cycle", Assert.Single(result.Findings).Code);
    }

    [Fact]
    public void Ten_thousand_unknown_names_are_reported_quickly()
    {
        var project = new ProjectBuilder().Tasks([.. Enumerable.Range(0, 10_000).Select(i => $"task_number_{i}")]);
        project.Graph("g", [.. Enumerable.Range(0, 10_000).Select(i => $"task_number_{i}: task_nomber_{i}")]);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(10_000, project.Build().Findings.Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }
}
