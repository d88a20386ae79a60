using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Projects;
using Kptn.Testing.Running;

namespace Kptn.Testing.Adapters;

/// <summary>Finds the tests that an attribute names; starts no process. Whatever is wrong becomes a test that fails and says so.</summary>
internal static class CaseFinder
{
    private static readonly char[] Blanks = [' ', '\t', '\n', '\r'];

    /// <summary>The tests, at least one.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="test">The test method.</param>
    public static IReadOnlyList<TaskCase> Find(KptnTasksAttribute attribute, string test)
    {
        try
        {
            if (new ProjectPlace(AppContext.BaseDirectory).Find(attribute.Project, attribute.SourceFile) is { } project) return Find(attribute, test, project);
            var message = $"there is no kptn project at '{attribute.Project}', seen from {attribute.SourceFile} and from the folders of the test assembly, {AppContext.BaseDirectory}; the path of [KptnTasks] is relative to the file that it is written in";
            return [Problem(test, new CaseProblem($"{attribute.Project}: not found", message))];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Discovery that throws leaves a test explorer empty, without a word.
            return [Problem(test, new CaseProblem($"{attribute.Project}: kptn failed", $"kptn itself failed while it looked for tests in '{attribute.Project}': {e}"))];
        }
    }

    /// <summary>What a session needs to run a test.</summary>
    public static TestRequest Request(string project, string? graph, ItemCases items, UpstreamMode upstream) => new()
    {
        Project = project,
        Folder = Path.GetDirectoryName(project) ?? project,
        Graph = graph,
        ItemCases = items,
        Upstream = upstream,
        Command = "dotnet test",
    };

    private static IReadOnlyList<TaskCase> Find(KptnTasksAttribute attribute, string test, string project)
    {
        var selection = Selection.Parse(Words(attribute.Select), Words(attribute.Exclude));
        var request = Request(project, attribute.Graph, attribute.Items, attribute.Upstream) with { Selection = selection with { Items = [] } };
        var findings = new List<Finding>();
        if (selection.Items.Count > 0 || selection.ExcludedItems.Count > 0) findings.Add(new Finding("bad-selector", new Place("[KptnTasks]"), "Select and Exclude take tasks, not items", "Items = ItemCases.Each, and --filter to choose among the items"));
        var (cases, more) = TestSession.Find(request);
        findings.AddRange(more);
        if (findings.Any(finding => finding.Severity == Severity.Error)) return [Problem(test, ProblemText.Of(findings, project))];
        if (cases.Count == 0) return [Problem(test, ProblemText.Empty(attribute, project))];
        return [.. cases.Select(found => new TaskCase
        {
            Project = project,
            Graph = found.Graph,
            Task = found.Task,
            Item = found.Item,
            Language = found.Language.ToString(),
            Tags = found.Tags,
            Items = attribute.Items,
            Upstream = attribute.Upstream,
            Skip = found.Skip,
            Test = test,
        })];
    }

    private static TaskCase Problem(string test, CaseProblem problem) => new() { Test = test, Problem = problem };

    private static string[] Words(string? text) => text?.Split(Blanks, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
