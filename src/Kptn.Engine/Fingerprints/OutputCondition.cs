namespace Kptn.Engine.Fingerprints;

/// <summary>How an output on disk stands against what was recorded.</summary>
public enum OutputCondition
{
    /// <summary>Same content.</summary>
    AsRecorded,

    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>Other content.</summary>
    Modified,
}
