namespace Kptn.Engine.Execution;

/// <summary>How far a task of a run is.</summary>
internal enum NodeStatus
{
    /// <summary>It waits, or is about to start.</summary>
    Pending,

    /// <summary>It runs, or waits for its next try.</summary>
    Running,

    /// <summary>It was up to date.</summary>
    Fresh,

    /// <summary>It ran and succeeded.</summary>
    Succeeded,

    /// <summary>It ran and failed.</summary>
    Failed,

    /// <summary>It was stopped while it ran.</summary>
    Interrupted,

    /// <summary>A task it depends on did not succeed.</summary>
    Blocked,

    /// <summary>The run stopped before its turn.</summary>
    NotStarted,
}
