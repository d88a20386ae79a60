using Kptn.Testing.Reviewing;

namespace Kptn.Tool.Diffs;

/// <summary>What of all that awaits approval is shown, and how.</summary>
/// <param name="Review">What is looked at.</param>
internal sealed record PendingDiffRequest(ReviewRequest Review)
{
    /// <summary>Stands for the screen where a file is asked for.</summary>
    public const string Printed = "-";

    /// <summary>Whether only headlines are shown.</summary>
    public bool IsStat { get; init; }

    /// <summary>Whether a program reads it.</summary>
    public bool IsJson { get; init; }

    /// <summary>A file that it is written to as Markdown as well, absolute; <see langword="null"/> for none.</summary>
    public string? Markdown { get; init; }

    /// <summary>A file that it is written to as a page as well, absolute; <see langword="null"/> for none.</summary>
    public string? Html { get; init; }
}
