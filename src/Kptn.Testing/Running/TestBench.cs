using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Engine.State.Local;
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
        var search = ProjectFinder.Find(request.Folder, request.Project);
        findings.AddRange(search.Findings);
        if (search.Location is null) return null;
        var read = ProjectReader.Read(search.Location);
        findings.AddRange(read.Findings);
        if (read.Project is not { } project) return null;
        var built = GraphBuilder.Build(project);
        findings.AddRange(built.Findings);
        if (findings.Any(finding => finding.Severity == Severity.Error) || Choose(built.Graphs, request.Graph, findings) is not { } graph) return null;
        var artifacts = LocalArtifactStore.Of(project);
        return new TestBench(project, graph, new LocalStateStore(project.KptnDir, TimeProvider.System), new SnapshotStore(SnapshotSettings.Of(project), artifacts), artifacts, new ProcessRunner(), TimeProvider.System);
    }

    /// <summary>Reads the code of the graph's tasks.</summary>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(GraphContext Context, IReadOnlyList<Finding> Findings)> PrepareAsync(CancellationToken cancellation)
    {
        var cache = Path.Combine(Project.KptnDir, "cache");
        KptnFolder.Create(Project.KptnDir);
        var code = new CodeContext(Project, new FileIndex(Project.Root, Path.Combine(cache, "files"), Time), new FactStore(Path.Combine(cache, "facts")), new InterpreterFinder(Project), Processes);
        var (context, findings) = await GraphPreparer.PrepareAsync(Project, Graph, Key, code, Time, cancellation).ConfigureAwait(false);
        return (context with { ReadItems = task => Store.ReadItems(Key, task) }, findings);
    }

    private static TaskGraph? Choose(IReadOnlyDictionary<string, TaskGraph> graphs, string? name, List<Finding> findings)
    {
        if (name is null && graphs.Count == 1) return graphs.Values.First();
        if (name is not null && graphs.TryGetValue(name, out var graph)) return graph;
        var known = string.Join(", ", graphs.Keys);
        findings.Add(name is null
            ? new Finding("no-graph", new Place("kptn.yaml"), $"there is more than one graph; choose one: {known}")
            : new Finding("no-graph", new Place("kptn.yaml"), $"there is no graph '{name}'{(NearestName.Of(name, graphs.Keys) is { } near ? $"; did you mean '{near}'?" : $"; known graphs: {known}")}"));
        return null;
    }
}
