using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;
using Kptn.Testing.Rendering;
using Kptn.Testing.Running;

namespace Kptn.Testing.Tests.Running;

/// <summary>Which tasks of which graphs are tested.</summary>
public sealed class ChoiceSpecs
{
    private static Pipeline Two() => new Pipeline()
        .Write("kptn.yaml", """
            graphs:
              g:
                tasks:
                  a: []
                  both: []
              h:
                tasks:
                  b: []
                  both: []
                  states: []
                  sums: states
            tasks:
              a: {command: [sh, -c, 'echo a > "$OUTPUT_PIPELINE_DIR/a.txt"'], outputs: [a.txt]}
              b: {command: [sh, -c, 'echo b > "$OUTPUT_PIPELINE_DIR/b.txt"'], outputs: [b.txt], tags: [late]}
              both: {command: [sh, -c, 'echo c > "$OUTPUT_PIPELINE_DIR/c.txt"'], outputs: [c.txt]}
              states: {file: states.py, cache_result: true, iterable_item: state}
              sums: {command: [sh, -c, 'echo $KPTN_STATE > "$OUTPUT_PIPELINE_DIR/sum_$KPTN_STATE.txt"'], map_over: state, outputs: ["sum_${state}.txt"]}
            """)
        .Write("states.py", "def states(): return ['NC', 'VA']\n");

    private static async Task<(string Tests, IReadOnlyList<Finding> Errors)> Choose(Pipeline project, string words, Func<TestRequest, TestRequest>? change = null)
    {
        var request = new TestRequest { Folder = project.Root, Selection = Selection.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), []) };
        var (run, findings) = await TestRun.OpenAsync(change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
        if (run is null) return ("", [.. findings.Where(finding => finding.Severity == Severity.Error)]);
        await using var opened = run;
        var report = await run.RunAllAsync(null, TestContext.Current.CancellationToken);
        return (string.Join(' ', report.Outcomes.Where(outcome => outcome.Status != TestStatus.Orphaned).Select(outcome => outcome.Name)), []);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a b", "g/a h/b")]
    [InlineData("both", "g/both h/both")]
    [InlineData("a tag:late", "g/a h/b")]
    public async Task Words_may_name_tasks_of_different_graphs(string words, string tests)
    {
        using var project = Two();
        Assert.Equal(tests, (await Choose(project, words)).Tests);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a nope", "nope")]
    [InlineData("nope", "nope")]
    [InlineData("a tag:nope", "nope")]
    public async Task A_word_that_names_nothing_in_any_graph_is_refused(string words, string named)
    {
        using var project = Two();
        var (_, errors) = await Choose(project, words);
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Contains(named, error.Message, StringComparison.Ordinal));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("state:stale")]
    [InlineData("a state:stale+")]
    public async Task What_is_out_of_date_is_no_choice_of_tests_and_the_finding_names_the_one_that_is(string words)
    {
        using var project = Two();
        var error = Assert.Single((await Choose(project, words)).Errors);
        Assert.Equal("bad-selector", error.Code);
        Assert.Contains("--changed", error.Expected, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Items_that_no_chosen_task_has_are_refused()
    {
        using var project = Two();
        var filter = ItemFilter.Parse(["region=north"], []);
        var error = Assert.Single((await Choose(project, "", request => request with { Items = filter })).Errors);
        Assert.Equal("none of the chosen tasks maps over region", error.Message);

        filter = ItemFilter.Parse(["state=NC"], []);
        Assert.Single((await Choose(project, "a", request => request with { Items = filter })).Errors);
    }
}
