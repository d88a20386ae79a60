namespace Kptn.Testing.Comparing;

/// <summary>What became of an output, or of a part of it.</summary>
public enum DiffKind
{
    /// <summary>Equal, as the settings compare.</summary>
    Same,

    /// <summary>There before and after, and not equal.</summary>
    Changed,

    /// <summary>Not there before.</summary>
    Added,

    /// <summary>Not there any more.</summary>
    Removed,
}
