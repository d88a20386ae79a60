using Kptn.Engine.Graphs;
using Kptn.Engine.Tests.Projects;

namespace Kptn.Engine.Tests.Graphs;

/// <summary>Graphs of a kptn.yaml as a user writes it.</summary>
public sealed class WrittenGraphSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Extends_args_config_and_after_come_together()
    {
        var project = _folder.Good(
            """
            config: {region: eu, year: 2025}
            graphs:
              base:
                tasks:
                  fetch:
                  clean: {deps: fetch, args: {limit: 10}}
              full:
                extends: [{graph: base, args: {clean: {limit: 99}}}]
                config: {year: 2026}
                tasks:
                  report: [clean, fetch]
                  audit:
            tasks:
              fetch: {command: "true", outputs: [raw.csv]}
              clean: {command: "true", args: {limit: 1, keep: yes}}
              audit: {command: "true"}
              report: {command: "true", after: [audit]}
            """);

        var result = GraphBuilder.Build(project);

        Assert.Empty(result.Findings);
        var full = result.Graphs["full"];
        Assert.Equal(["fetch", "clean", "audit", "report"], full.Tasks.Keys);
        Assert.Equal(["audit"], full.Tasks["report"].After);
        Assert.Equal(["limit", "keep"], full.Tasks["clean"].Args.Select(arg => arg.Key));
        Assert.Equal("99", ((Kptn.Engine.Projects.Yaml.YamlScalar)full.Tasks["clean"].Args[0].Value).Text);
        Assert.Equal("10", ((Kptn.Engine.Projects.Yaml.YamlScalar)result.Graphs["base"].Tasks["clean"].Args[0].Value).Text);
        Assert.Equal(["region", "year"], full.Config.Select(entry => entry.Key));
    }

    [Fact]
    public void Findings_stand_where_the_word_stands()
    {
        var (project, read) = _folder.ReadProject(
            """
            graphs:
              a:
                extends: b
              b:
                extends: [a]
                tasks:
                  one: [two, oen]
                  two: one
                  three: {deps: [four], args: {x: {ref: two}}}
            tasks:
              one: {command: "true", outputs: [out/]}
              two: {command: "true", outputs: [out/x.csv]}
              three: {command: "true"}
              four: {command: "true"}
            """);

        Assert.Empty(read.Where(finding => finding.Severity == Kptn.Engine.Projects.Severity.Error).Select(Reading.Line));
        Assert.Equal(
            [
                "kptn.yaml:5:15 extends-cycle",
                "kptn.yaml:7:13 dependency-cycle",
                "kptn.yaml:7:18 unknown-task",
                "kptn.yaml:9:45 ref-not-dependency",
                "kptn.yaml:12:36 output-claimed-twice",
            ],
            GraphBuilder.Build(project!).Findings.Select(finding => $"{finding.Place} {finding.Code}"));
    }
}
