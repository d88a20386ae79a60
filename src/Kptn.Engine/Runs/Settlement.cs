namespace Kptn.Engine.Runs;

/// <summary>How a task was done with without having run.</summary>
public enum Settlement
{
    /// <summary>It was up to date.</summary>
    Fresh,

    /// <summary>What it would have made was known, and was put back.</summary>
    Restored,

    /// <summary>A task it depends on did not succeed.</summary>
    Blocked,

    /// <summary>The run stopped before its turn.</summary>
    NotStarted,
}
