using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Graphs;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Engine.State.Branches;

namespace Kptn.Tool;

/// <summary>A project that was read without an error, with what verbs need to work on it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Graphs">Its graphs by id.</param>
/// <param name="Findings">Warnings.</param>
/// <param name="Processes">Starts processes.</param>
/// <param name="Branches">Keeps state.</param>
internal sealed record Workbench(
    Project Project,
    IReadOnlyDictionary<string, TaskGraph> Graphs,
    IReadOnlyList<Finding> Findings,
    ProcessRunner Processes,
    BranchedStateStore Branches)
{
    /// <summary>Keeps state.</summary>
    public IStateStore Store => Branches;

    /// <summary>The key of a graph's state.</summary>
    public StateKey KeyOf(TaskGraph graph)
    {
        var name = Project.Settings.CacheNamespace ?? graph.Name;
        return new StateKey(StorageKeys.Resolve(Project.Settings, Project.Root), Items.Subset is null ? name : ItemScope.SubsetOf(name));
    }

    /// <summary>Which items of mapped tasks the command is about.</summary>
    public ItemScope Items { get; init; } = ItemScope.All;

    /// <summary>State to show: what no run works on any more is interrupted, whatever its last record says.</summary>
    public async Task<IReadOnlyDictionary<string, TaskState>> ReadAsync(StateKey key, CancellationToken cancellation)
    {
        var before = Store.HolderOf(key);
        var states = await Store.ReadAsync(key, cancellation).ConfigureAwait(false);
        if ((before ?? Store.HolderOf(key)) is not null || states.Values.All(state => state.Last is not { Outcome: TaskOutcome.Started })) return states;
        return states.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.Last is { Outcome: TaskOutcome.Started } last ? pair.Value with { Last = last with { Outcome = TaskOutcome.Interrupted } } : pair.Value);
    }
}
