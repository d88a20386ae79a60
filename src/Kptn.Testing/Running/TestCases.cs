using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Running;

/// <summary>Finds the tests of a graph; runs nothing and reads no code.</summary>
/// <param name="bench">The project.</param>
/// <param name="request">What is asked for.</param>
internal sealed class TestCases(TestBench bench, TestRequest request)
{
    private readonly SkipReasons _skips = new(new InterpreterFinder(bench.Project));
    private IReadOnlyDictionary<string, TaskState>? _states;

    /// <summary>The tests, in the graph's order.</summary>
    /// <param name="findings">Gets what is wrong with the selection and with snapshot settings.</param>
    public IReadOnlyList<TestCase> Find(List<Finding> findings)
    {
        findings.AddRange(request.Selection.Findings);
        var chosen = request.Selection.Resolve(bench.Graph, bench.Project.Root, ByState);
        findings.AddRange(chosen.Findings);
        var cases = new List<TestCase>();
        foreach (var name in chosen.Tasks)
        {
            var task = bench.Graph.Tasks[name];
            var settings = CompareSettingsReader.Read(task.Definition);
            findings.AddRange(settings.Findings);
            var skip = _skips.Of(task.Definition, settings.Settings);
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

    private IReadOnlySet<string> ByState(string word) => new HashSet<string>(States().Where(state => state.Value.Last is { Outcome: not TaskOutcome.Succeeded }).Select(state => state.Key), StringComparer.Ordinal);

    private TestCase Case(GraphTask task, string? item, string? skip) => new(bench.Graph.Name, task.Name, item)
    {
        Tags = task.Definition.Tags,
        Language = task.Definition.Language,
        Skip = skip,
        Place = task.Definition.ScriptPath is { } script ? new Place(Path.GetRelativePath(bench.Project.Root, script).Replace(Path.DirectorySeparatorChar, '/'), 1, 1) : task.Definition.Place,
    };

    // Without a list there is one test, which says what is missing.
    private IReadOnlyList<string?> Items(GraphTask task)
    {
        var names = task.Definition.MapOver;
        if (request.Items is { } filter && !filter.Applies(names)) return [];
        IReadOnlyList<string>? keys;
        try
        {
            keys = task.Definition.MapGlob is { } glob ? ItemKeys.OfFiles(bench.Project.Root, glob) : List(task) is { } json ? ItemKeys.Of(json, names) : null;
        }
        catch (ItemListException)
        {
            keys = null;
        }

        if (keys is null) return [null];
        return [.. keys.Where(key => request.Items?.Matches(names, System.Text.Encoding.UTF8.GetBytes(key)) ?? true)];
    }

    private ReadOnlyMemory<byte>? List(GraphTask task)
    {
        var provider = task.Dependencies.FirstOrDefault(name => bench.Graph.Tasks.TryGetValue(name, out var dependency) && dependency.Definition.IterableItem.SequenceEqual(task.Definition.MapOver, StringComparer.Ordinal));
        if (provider is null) return null;
        if (request.Upstream == UpstreamMode.Approved && bench.Snapshots.Read(new(bench.Graph.Name, provider, null))?.Result is { } approved) return bench.Snapshots.ResultBytes(approved) is { } bytes ? bytes : default(ReadOnlyMemory<byte>?);
        if (States().GetValueOrDefault(provider)?.Good is not { HasResult: true } good) return null;
        var path = bench.Artifacts.PathOf(good.ResultHash);
        return File.Exists(path) ? File.ReadAllBytes(path) : default(ReadOnlyMemory<byte>?);
    }

    private IReadOnlyDictionary<string, TaskState> States() => _states ??= bench.Store.ReadAsync(bench.Key, CancellationToken.None).GetAwaiter().GetResult();
}
