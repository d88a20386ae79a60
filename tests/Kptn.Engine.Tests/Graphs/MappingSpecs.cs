using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Graphs;

public sealed class MappingSpecs
{
    private readonly ProjectBuilder _project = new();

    public MappingSpecs() => _project
        .Task("states", task => task with { CacheResult = true, IterableItem = ["STATE"] })
        .Task("more", task => task with { CacheResult = true, IterableItem = ["STATE"] })
        .Task("zips", task => task with { CacheResult = true, IterableItem = ["STATE", "ZIP"] })
        .Task("unkept", task => task with { IterableItem = ["DAY"] })
        .Task("per_state", task => task with { MapOver = ["STATE"] })
        .Task("per_zip", task => task with { MapOver = ["STATE", "ZIP"] })
        .Task("per_day", task => task with { MapOver = ["DAY"] })
        .Task("per_stat", task => task with { MapOver = ["STAT"] });

    [Fact]
    public void One_dependency_must_provide_what_is_mapped_over()
    {
        Assert.Empty(_project.Graph("g", "states", "zips", "per_state: states zips", "per_zip: zips states").Findings());
    }

    [Fact]
    public void Items_that_no_dependency_provides_are_a_finding_that_names_who_does()
    {
        var finding = Assert.Single(_project.Graph("g", "states", "per_state").Build().Findings);

        Assert.Equal("map-over-unknown", finding.Code);
        Assert.Equal("task 'per_state' of graph 'g' maps over 'STATE', which none of its dependencies provides", finding.Message);
        Assert.Equal("task 'states' provides it: make it a dependency of 'per_state'", finding.Suggestion);
    }

    [Fact]
    public void A_slip_in_map_over_gets_the_near_name()
    {
        var finding = Assert.Single(_project.Graph("g", "states", "per_stat: states").Build().Findings);

        Assert.Equal(("the iterable_item of a dependency: 'STATE'", "did you mean 'STATE'?"), (finding.Expected, finding.Suggestion));
    }

    [Fact]
    public void Items_that_two_dependencies_provide_are_a_finding()
    {
        Assert.Equal(
            ["kptn.yaml:5:3 map-over-ambiguous: task 'per_state' of graph 'g' maps over 'STATE', which 2 of its dependencies provide: 'more', 'states'"],
            _project.Graph("g", "states", "more", "per_state: more states").Findings());
    }

    [Fact]
    public void Items_of_a_result_that_is_not_kept_are_a_finding()
    {
        Assert.Equal(
            ["kptn.yaml:7:3 map-over-without-result: task 'per_day' maps over 'DAY' of task 'unkept', whose result is not kept"],
            _project.Graph("g", "unkept", "per_day: unkept").Findings());
    }

    [Fact]
    public void A_missing_dependency_is_not_reported_a_second_time_as_missing_items()
    {
        Assert.StartsWith("kptn.yaml:9:20 unknown-task", Assert.Single(_project.Graph("g", "per_state: statse").Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_arg_may_take_the_result_of_a_dependency()
    {
        _project.Graph("g", [], [_project.Entry("states"), _project.Entry("more: states", _project.Ref("x", "states"))]);

        Assert.Empty(_project.Findings());
    }

    [Fact]
    public void An_arg_that_takes_the_result_of_another_task_is_a_finding()
    {
        _project.Task("t", task => task with { Args = [_project.Ref("x", "zips")] })
            .Graph("g", "states", "more", "t: states", "zips")
            .Graph("h", [], [_project.Entry("zips"), _project.Entry("t: zips", _project.Ref("x", "zips"))]);

        var finding = Assert.Single(_project.Build().Findings);

        Assert.Equal("ref-not-dependency", finding.Code);
        Assert.Equal("arg 'x' of task 't' takes the result of 'zips', which is not a dependency of 't' in graph 'g'", finding.Message);
        Assert.Equal("add 'zips' to the dependencies of 't'", finding.Suggestion);
    }

    [Fact]
    public void An_arg_that_takes_a_result_that_is_not_kept_is_a_finding()
    {
        _project.Task("t", task => task with { Args = [_project.Ref("x", "unkept")] }).Graph("g", "unkept", "t: unkept").Alias("h", "g");

        var finding = Assert.Single(_project.Build().Findings);

        Assert.Equal(("ref-without-result", "set cache_result: true in task 'unkept'"), (finding.Code, finding.Suggestion));
    }

    [Fact]
    public void After_passes_no_result()
    {
        _project.Task("t", task => task with { After = ["states"], Args = [_project.Ref("x", "states")] }).Graph("g", "states", "t");

        Assert.Equal(["ref-not-dependency"], _project.Build().Findings.Select(finding => finding.Code));
        Assert.Equal(Severity.Error, _project.Build().Findings[0].Severity);
    }
}
