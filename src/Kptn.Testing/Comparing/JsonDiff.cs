namespace Kptn.Testing.Comparing;

/// <summary>What changed in a JSON document.</summary>
public sealed record JsonDiff : DiffDetail
{
    /// <summary>Values that are new, those inside others not counted again.</summary>
    public required long Added { get; init; }

    /// <summary>Values that are gone, those inside others not counted again.</summary>
    public required long Removed { get; init; }

    /// <summary>Values that changed.</summary>
    public required long Changed { get; init; }

    /// <summary>Values that are of another type now; not among <see cref="Changed"/>.</summary>
    public required long Retyped { get; init; }

    /// <summary>Entries of lists that stand elsewhere, where the order counts.</summary>
    public long Moved { get; init; }

    /// <summary>The changes by path with <c>[*]</c> for the entries of lists, the most frequent first.</summary>
    public IReadOnlyList<JsonPathDiff> Paths { get; init; } = [];

    /// <summary>Some changes in the order of the document.</summary>
    public IReadOnlyList<JsonChange> Samples { get; init; } = [];
}
