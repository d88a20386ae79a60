namespace Kptn.Engine.Execution.Processes;

/// <summary>A process that was started, together with all that it starts.</summary>
public abstract class RunningProcess
{
    /// <summary>Process id.</summary>
    public abstract int Id { get; }

    /// <summary>Completes when it has ended and nothing of its process group runs any more.</summary>
    public abstract Task<ProcessExit> Exit { get; }

    /// <summary>Asks its whole process tree to end, and kills what has not ended after a grace time.</summary>
    public abstract void Terminate();

    /// <summary>Kills its whole process tree at once.</summary>
    public abstract void Kill();
}
