namespace Kptn.Testing.Comparing;

/// <summary>One output, before and after.</summary>
public sealed record OutputDiff
{
    /// <summary>The path as people know it, with slashes.</summary>
    public required string Path { get; init; }

    /// <summary>What became of it.</summary>
    public required DiffKind Kind { get; init; }

    /// <summary>What changed, in one line without the path, such as <c>3 of 50 rows changed, 1 added; column price: 3 cells, from -2 to +5</c>.</summary>
    public required string Headline { get; init; }

    /// <summary>What it was compared as.</summary>
    public CompareMode ComparedAs { get; init; }

    /// <summary>Whether it passes although it changed, because <c>thresholds</c> allow it.</summary>
    public bool IsAllowed { get; init; }

    /// <summary>Whether every byte is equal; a table whose quotes or line ends alone differ is the same without it.</summary>
    public bool IsIdentical { get; init; }

    /// <summary>Bytes before; <see langword="null"/> where it was not there.</summary>
    public long? OldSize { get; init; }

    /// <summary>Bytes after; <see langword="null"/> where it is not there.</summary>
    public long? NewSize { get; init; }

    /// <summary>What to know beside the headline: what was equal only by a setting, keys that stand twice, rows with too few cells.</summary>
    public IReadOnlyList<DiffNote> Notes { get; init; } = [];

    /// <summary>What changed, in the terms of its kind; <see langword="null"/> where it is the same byte for byte, added or removed.</summary>
    public DiffDetail? Detail { get; init; }

    /// <summary>Whether a test of it is green.</summary>
    public bool Passes => Kind == DiffKind.Same || IsAllowed;
}
