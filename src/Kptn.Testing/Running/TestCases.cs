using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Running;

/// <summary>Finds the tests of a graph; runs nothing and reads no code.</summary>
/// <param name="bench">The project.</param>
/// <param name="request">What is asked for.</param>
internal sealed class TestCases(TestBench bench, TestRequest request)
{
    private const string NoStale = "tests run on what was approved, which no run makes out of date";
    private const string InsteadOfStale = "names, globs, tags, files or state:failed; what is not as it was approved is tested with: kptn test --changed";
    private readonly SkipReasons _skips = new(new InterpreterFinder(bench.Project));
    private readonly ItemLists _lists = new(bench);

    /// <summary>The tasks of several graphs that a request is about.</summary>
    /// <param name="benches">The graphs; all of one project.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="findings">Gets what is wrong with the selection.</param>
    public static IReadOnlySet<(string Graph, string Task)> Choose(IReadOnlyList<TestBench> benches, TestRequest request, List<Finding> findings) =>
        new TaskChoice(benches, (NoStale, InsteadOfStale)).Of(request.Selection, request.Items, findings);

    /// <summary>The tests, in the graph's order.</summary>
    /// <param name="chosen">The tasks that were chosen.</param>
    /// <param name="findings">Gets what is wrong with snapshot settings.</param>
    public IReadOnlyList<TestCase> Find(IReadOnlySet<(string Graph, string Task)> chosen, List<Finding> findings)
    {
        var cases = new List<TestCase>();
        foreach (var task in bench.Graph.Tasks.Values.Where(task => chosen.Contains((bench.Graph.Name, task.Name))))
        {
            var settings = CompareSettingsReader.Read(task.Definition);
            findings.AddRange(settings.Findings);
            var skip = _skips.Of(task.Definition, settings.Settings);
            if (skip is null && task.Definition.CacheResult) findings.AddRange(task.Definition.Outputs.Where(output => output.Text == MadeFiles.ResultPath).Select(output => Taken(task.Definition, output)));
            if (skip is null && (request.ItemCases == ItemCases.Each || request.Items is not null) && task.Definition.IsMapped)
            {
                cases.AddRange(Items(task).Select(key => Case(task, key, null)));
            }
            else if (request.Items is null)
            {
                cases.Add(Case(task, null, skip));
            }
        }

        return cases;
    }

    private static Finding Taken(TaskDefinition task, OutputDeclaration output) => new(
        "result-name",
        output.Place,
        $"'{output.Text}' is what tests call the result of '{task.Name}', which is kept too, so its snapshots could not be told apart",
        "another name for the output");

    private TestCase Case(GraphTask task, string? item, string? skip) => new(bench.Graph.Name, task.Name, item)
    {
        Tags = task.Definition.Tags,
        Language = task.Definition.Language,
        Skip = skip,
        Place = TaskPlaces.Of(bench.Project, task.Definition),
    };

    // Without a list there is one test, which says what is missing.
    private IReadOnlyList<string?> Items(GraphTask task)
    {
        var names = task.Definition.MapOver;
        if (request.Items is { } filter && !filter.Applies(names)) return [];
        if (_lists.Of(task, request.Upstream) is not { } keys) return [null];
        return [.. keys.Where(key => request.Items?.Matches(names, System.Text.Encoding.UTF8.GetBytes(key)) ?? true)];
    }
}
