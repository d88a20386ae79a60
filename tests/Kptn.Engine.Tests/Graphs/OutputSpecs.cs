using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Graphs;

public sealed class OutputSpecs
{
    private readonly ProjectBuilder _project = new();

    [Theory]
    [InlineData("out/x.csv", "out/x.csv")]
    [InlineData("out/x.csv", "./out//x.csv")]
    [InlineData("out/x.csv", "in/../out/x.csv")]
    [InlineData("out/", "out")]
    [InlineData("*.csv", "*.csv")]
    [InlineData("${STATE}.csv", "${STATE}.csv")]
    [InlineData("1.csv", "${x}.csv")]
    [InlineData("1/1.csv", "${x}/${x}.csv")]
    [InlineData("duckdb://t", "duckdb://main.T")]
    [InlineData("/tmp/../data/x", "/data/x")]
    public void Two_texts_for_one_output_are_found(string first, string second)
    {
        Assert.Equal([$"kptn.yaml:3:9 output-claimed-twice: output '{second}' of task 'b' is also an output of task 'a' in graph 'g': '{first}' at kptn.yaml:2:9"], Claims(first, second));
    }

    [Theory]
    [InlineData("out/", "out/x.csv")]
    [InlineData("out", "out/deep/er/x.csv")]
    [InlineData("./", "x.csv")]
    [InlineData("out/", "out/${STATE}.csv")]
    public void An_output_in_the_folder_of_another_is_found(string first, string second)
    {
        Assert.Equal([$"kptn.yaml:3:9 output-claimed-twice: output '{second}' of task 'b' lies in an output of task 'a' in graph 'g': '{first}' at kptn.yaml:2:9"], Claims(first, second));
    }

    [Theory]
    [InlineData("out/x.csv", "out/y.csv")]
    [InlineData("out", "out2/x.csv")]
    [InlineData("out/x", "out/xy")]
    [InlineData("*.csv", "x.csv")]
    [InlineData("out/*.csv", "out/x*.csv")]
    [InlineData("${x}.csv", "x.csv")]
    [InlineData("${unclosed", "unclosed")]
    [InlineData("./", "../x.csv")]
    [InlineData("./", "/x.csv")]
    [InlineData("duckdb://a.t", "duckdb://t")]
    [InlineData("X.csv", "x.csv")]
    public void Different_outputs_are_no_finding(string first, string second) => Assert.Empty(Claims(first, second));

    [Fact]
    public void A_folder_is_found_wherever_it_stands()
    {
        Assert.Equal([$"kptn.yaml:2:9 output-claimed-twice: output 'out/x.csv' of task 'a' lies in an output of task 'b' in graph 'g': 'out/' at kptn.yaml:3:9"], Claims("out/x.csv", "out/"));
    }

    [Fact]
    public void A_task_may_declare_a_folder_and_files_in_it()
    {
        Declare("a", "out/", "out/x.csv", "out/x.csv").Graph("g", "a");

        Assert.Empty(_project.Findings());
    }

    [Fact]
    public void Tasks_of_different_graphs_may_share_an_output_and_graphs_that_share_the_tasks_report_it_once()
    {
        Declare("a", "x.csv");
        Declare("b", "x.csv").Graph("g", "a").Graph("h", "b");
        Assert.Empty(_project.Findings());

        _project.Alias("both", "g", "h").Alias("again", "h", "g").Alias("third", "both");
        Assert.Single(_project.Findings());
    }

    [Fact]
    public void The_args_of_the_graph_count()
    {
        Declare("a", "${x}.csv");
        Declare("b", "2.csv").Graph("g", [], [_project.Entry("a", _project.Value("x", "1")), _project.Entry("b")]);
        Assert.Empty(_project.Findings());

        _project.Graph("h", [_project.Parent("g", ("a", _project.Value("x", "2")))], []);
        Assert.Contains("in graph 'h'", Assert.Single(_project.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_value_of_an_item_is_not_known_beforehand()
    {
        var outputs = _project.Outputs("${x}.csv");
        _project.Task("m", task => task with { MapOver = ["x"], Args = [_project.Value("x", "1")], Outputs = outputs });
        Declare("b", "1.csv").Graph("g", "m", "b");

        Assert.Equal(["map-over-unknown"], _project.Build().Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void A_path_of_a_megabyte_is_no_trouble()
    {
        Assert.Empty(Claims(string.Concat(Enumerable.Repeat("d/", 500_000)) + "x", "y"));
    }

    private string[] Claims(string first, string second)
    {
        var arg = new Kptn.Engine.Projects.Yaml.YamlEntry("x", default, new Kptn.Engine.Projects.Yaml.YamlScalar(default, "1", 1L));
        _project.Task("a", task => task with { Outputs = [new OutputDeclaration(first, new Place("kptn.yaml", 2, 9))] });
        _project.Task("b", task => task with { Args = [arg], Outputs = [new OutputDeclaration(second, new Place("kptn.yaml", 3, 9))] });
        return _project.Graph("g", "a", "b").Findings();
    }

    private ProjectBuilder Declare(string name, params string[] outputs)
    {
        var declared = _project.Outputs(outputs);
        return _project.Task(name, task => task with { Outputs = declared });
    }
}
