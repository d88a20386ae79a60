using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Execution;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>A project with the graph that is tested.</summary>
/// <param name="Project">The project.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Store">Keeps state.</param>
/// <param name="Snapshots">Keeps what was approved.</param>
/// <param name="Artifacts">Keeps content.</param>
/// <param name="Processes">Starts processes.</param>
/// <param name="Time">The clock.</param>
internal sealed record TestBench(
    Project Project,
    TaskGraph Graph,
    IStateStore Store,
    SnapshotStore Snapshots,
    LocalArtifactStore Artifacts,
    ProcessRunner Processes,
    TimeProvider Time)
{
    /// <summary>Whose state counts as the newest.</summary>
    public StateKey Key { get; } = new(StorageKeys.Resolve(Project.Settings, Project.Root), Project.Settings.CacheNamespace ?? Graph.Name);

    /// <summary>Reads a project; runs nothing.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="findings">Gets what is wrong; without an error there is a bench.</param>
    public static TestBench? Open(TestRequest request, List<Finding> findings)
    {
        var benches = OpenAll(request.Folder, request.Project, findings);
        return benches.Count == 0 ? null : Choose(benches, request.Graph, findings);
    }

    /// <summary>Reads a project with all its graphs; runs nothing.</summary>
    /// <param name="folder">The folder that a project is looked for from, absolute.</param>
    /// <param name="project">The project's folder or its kptn.yaml; <see langword="null"/> for the nearest one.</param>
    /// <param name="findings">Gets what is wrong; without an error there are benches.</param>
    public static IReadOnlyList<TestBench> OpenAll(string folder, string? project, List<Finding> findings)
    {
        var search = ProjectFinder.Find(folder, project);
        findings.AddRange(search.Findings);
        if (search.Location is null) return [];
        var found = ProjectReader.Read(search.Location);
        findings.AddRange(found.Findings);
        if (found.Project is not { } read) return [];
        var built = GraphBuilder.Build(read);
        findings.AddRange(built.Findings);
        if (findings.Any(finding => finding.Severity == Severity.Error)) return [];
        var artifacts = LocalArtifactStore.Of(read);
        var (states, snapshots, processes) = (StateStores.Of(read, TimeProvider.System), new SnapshotStore(SnapshotSettings.Of(read), artifacts), new ProcessRunner());
        return [.. built.Graphs.Values.Select(graph => new TestBench(read, graph, states, snapshots, artifacts, processes, TimeProvider.System))];
    }

    /// <summary>What is recorded of the graph's tasks.</summary>
    public IReadOnlyDictionary<string, TaskState> ReadStates() => Store.ReadAsync(Key, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Reads the code of the graph's tasks.</summary>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(GraphContext Context, IReadOnlyList<Finding> Findings)> PrepareAsync(CancellationToken cancellation)
    {
        KptnFolder.Create(Project.KptnDir);
        var code = CodeContext.Of(Project, Processes, Time) with { WithLoaded = true };
        var (context, findings) = await GraphPreparer.PrepareAsync(Project, Graph, Key, code, Time, cancellation).ConfigureAwait(false);
        var locator = new DatabaseLocator(context, Processes);
        IReadOnlyList<Finding> asked = locator.IsNeeded && context.Tasks.Values.Any(task => DatabaseUsers.IsOne(context.Database, task)) ? (await locator.AskAsync(cancellation).ConfigureAwait(false)).Findings : [];
        return (context with { ReadItems = task => Store.ReadItems(Key, task) }, [.. findings, .. asked]);
    }

    /// <summary>The one with a graph, or the only one.</summary>
    public static TestBench? Choose(IReadOnlyList<TestBench> benches, string? name, List<Finding> findings)
    {
        if (name is null && benches.Count == 1) return benches[0];
        if (benches.FirstOrDefault(bench => bench.Graph.Name == name) is { } chosen) return chosen;
        var names = benches.Select(bench => bench.Graph.Name).ToList();
        var known = string.Join(", ", names);
        findings.Add(name is null
            ? new Finding("no-graph", new Place("kptn.yaml"), $"there is more than one graph; choose one: {known}")
            : new Finding("no-graph", new Place("kptn.yaml"), $"there is no graph '{name}'{(NearestName.Of(name, names) is { } near ? $"; did you mean '{near}'?" : $"; known graphs: {known}")}"));
        return null;
    }
}
