namespace Kptn.Testing.Snapshots;

/// <summary>What is wrong with a file of a snapshot.</summary>
public enum SnapshotProblemKind
{
    /// <summary>It holds markers of a merge that was not finished.</summary>
    Conflict,

    /// <summary>It is no manifest that this version reads.</summary>
    Unreadable,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is a link, or behind one.</summary>
    Link,

    /// <summary>It is another than it was when it was shown.</summary>
    Changed,
}
