namespace Kptn.Engine.State;

/// <summary>How the last try of a task stands.</summary>
public enum TaskOutcome : byte
{
    /// <summary>Started; nothing more is known. After a crash it means interrupted.</summary>
    Started = 0,

    /// <summary>Every output is there.</summary>
    Succeeded = 1,

    /// <summary>It failed.</summary>
    Failed = 2,

    /// <summary>It was stopped by the user or with kptn itself.</summary>
    Interrupted = 3,

    /// <summary>Some items are not done.</summary>
    Incomplete = 4,
}
