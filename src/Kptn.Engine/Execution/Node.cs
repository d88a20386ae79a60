using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution;

/// <summary>A task of a run, with what it waits for and who waits for it.</summary>
/// <param name="planned">The task as planned.</param>
internal sealed class Node(PlannedTask planned)
{
    public PlannedTask Planned { get; } = planned;

    public string Name => Planned.Task.Name;

    public List<Node> Dependents { get; } = [];

    /// <summary>How many tasks must end before it.</summary>
    public int Waiting { get; set; }

    public NodeStatus Status { get; set; }

    /// <summary>The task whose failure blocks it.</summary>
    public string Cause { get; set; } = "";

    /// <summary>Whether what it made was put back, so that it did not run.</summary>
    public bool IsRestored { get; set; }

    /// <summary>Whether it did what was asked of it, which was not all of its items.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Whether its dependents may not run.</summary>
    public bool Blocks => IsPartial || Status is NodeStatus.Blocked or NodeStatus.NotStarted or NodeStatus.Interrupted
        || (Status == NodeStatus.Failed && !Planned.Task.Task.Definition.ContinueOnFailure);
}
