using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Rendering;

/// <summary>An output as a test found it.</summary>
public sealed record TestedOutput
{
    /// <summary>How it differs from the approved one.</summary>
    public required OutputDiff Diff { get; init; }

    /// <summary>The approved file or folder; <see langword="null"/> where there is none.</summary>
    public string? OldFile { get; init; }

    /// <summary>The received file or folder; <see langword="null"/> where there is none.</summary>
    public string? NewFile { get; init; }

    /// <summary>What is in it, where there is nothing to compare it with.</summary>
    public OutputDescription? Description { get; init; }
}
