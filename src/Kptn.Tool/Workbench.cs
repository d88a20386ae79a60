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
        var states = await Store.ReadAsync(key, cancellation).ConfigureAwait(false);
        if (!states.Values.Any(IsStarted) || Store.HolderOf(key) is not null) return states;

        // Whoever worked on it may have ended only now, with more to say.
        states = await Store.ReadAsync(key, cancellation).ConfigureAwait(false);
        return states.ToDictionary(
            pair => pair.Key,
            pair => IsStarted(pair.Value) ? pair.Value with { Last = pair.Value.Last! with { Outcome = TaskOutcome.Interrupted } } : pair.Value);
    }

    private static bool IsStarted(TaskState state) => state.Last is { Outcome: TaskOutcome.Started };
}
