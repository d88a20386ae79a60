using Kptn.Engine.Graphs;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;
using Kptn.Testing.Running;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>Turns what awaits approval into outcomes, as if its tests had just run.</summary>
/// <param name="project">The project.</param>
/// <param name="graph">The graph.</param>
/// <param name="store">Has what is approved.</param>
/// <param name="comparer">Compares.</param>
internal sealed class PendingOutcomes(Project project, TaskGraph graph, SnapshotStore store, PendingComparer comparer)
{
    private readonly UpstreamCheck _upstream = new(store, graph);

    /// <summary>The outcome.</summary>
    public TestOutcome Of(WaitingSnapshot waiting, CancellationToken cancellation) =>
        Bare(waiting) with { Outputs = [.. waiting.Outputs.Select(output => Compare(waiting, output, null, cancellation).Tested)] };

    /// <summary>The outcome without its outputs: what, and why.</summary>
    public TestOutcome Bare(WaitingSnapshot waiting)
    {
        var (key, received) = (waiting.Key, waiting.Snapshot.Manifest);
        var task = graph.Tasks[key.Task];
        var approved = store.Read(key);
        var (isApproved, why) = _upstream.Of(key.Task, received);
        var causes = approved is null || waiting.Snapshot.IsUnreadable ? [] : Causes.Of(approved.Manifest, received);
        var isUnreadable = waiting.Snapshot.IsUnreadable;
        return new TestOutcome
        {
            Graph = key.Graph,
            Task = key.Task,
            Item = key.Item is null ? null : ItemNames.Shown(key.Item),
            Status = isUnreadable ? TestStatus.Failed : approved is null ? TestStatus.New : TestStatus.Changed,
            Reason = approved is null && !isUnreadable ? Joined("nothing was approved yet", why) : why,
            Causes = causes,
            IsUpstreamApproved = approved is null || task.Dependencies.Count == 0 ? null : isApproved && !Causes.HasInput(causes),
            Upstream = [.. Lineage.Ancestors(graph, [key.Task])],
            Failure = isUnreadable ? new TestFailure(string.Join('\n', waiting.Snapshot.Problems), []) : null,
            ApproveCommand = isUnreadable ? "" : ApproveWords.Of(project.Graphs.Count > 1 ? graph.Name : null, key.Task, task.Definition.MapOver, key.Item),
            Place = TaskPlaces.Of(project, task.Definition),
        };
    }

    /// <summary>One output beside the approved one.</summary>
    public ReviewedOutput Compare(WaitingSnapshot waiting, PendingOutput output, SampleLimits? limits, CancellationToken cancellation)
    {
        var settings = CompareSettingsReader.Read(graph.Tasks[waiting.Key.Task].Definition).Settings;
        return comparer.Compare(waiting.Snapshot, output, limits is null ? settings : settings with { Limits = limits }, cancellation);
    }

    private static string Joined(string first, string second) => second.Length == 0 ? first : $"{first}; {second}";
}
