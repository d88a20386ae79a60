namespace Kptn.Testing.Snapshots;

/// <summary>How a received output differs.</summary>
public enum PendingKind
{
    /// <summary>Nothing is approved of it.</summary>
    Added,

    /// <summary>Other content is approved.</summary>
    Changed,

    /// <summary>It is approved, and the task does not declare it any more.</summary>
    Removed,
}
