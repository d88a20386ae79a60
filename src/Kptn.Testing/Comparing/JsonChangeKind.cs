namespace Kptn.Testing.Comparing;

/// <summary>What happened to a value of a JSON document.</summary>
public enum JsonChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is another one of the same type.</summary>
    Changed,

    /// <summary>It is of another type.</summary>
    Retyped,

    /// <summary>It stands elsewhere in its list.</summary>
    Moved,
}
