namespace Kptn.Testing.Rendering;

/// <summary>What became of a test, the worst first.</summary>
public enum TestStatus
{
    /// <summary>The task failed, so there was nothing to compare.</summary>
    Failed,

    /// <summary>Some output is not what was approved.</summary>
    Changed,

    /// <summary>Nothing was approved yet.</summary>
    New,

    /// <summary>A snapshot is there, the task that it belongs to is not.</summary>
    Orphaned,

    /// <summary>It did not run, for a reason that is given.</summary>
    Skipped,

    /// <summary>Every output is as approved, or changed as far as is allowed.</summary>
    Same,
}
