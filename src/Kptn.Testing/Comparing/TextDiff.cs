namespace Kptn.Testing.Comparing;

/// <summary>What changed in a text.</summary>
public sealed record TextDiff : DiffDetail
{
    /// <summary>Lines before.</summary>
    public required long OldLines { get; init; }

    /// <summary>Lines after.</summary>
    public required long NewLines { get; init; }

    /// <summary>Lines that are new.</summary>
    public required long Added { get; init; }

    /// <summary>Lines that are gone.</summary>
    public required long Removed { get; init; }

    /// <summary>The changes with some lines around each.</summary>
    public IReadOnlyList<TextHunk> Hunks { get; init; } = [];

    /// <summary>Whether there is more than <see cref="Hunks"/> shows.</summary>
    public bool IsCut { get; init; }
}
