namespace Kptn.Testing.Rendering.Markdown;

/// <summary>How much of a report goes into Markdown.</summary>
public sealed record MarkdownOptions
{
    /// <summary>The most characters that GitHub takes as a comment.</summary>
    public const int CommentLimit = 65_536;

    /// <summary>A bound for job summaries: GitHub takes 1 MiB a step, and a character of .NET is at most three bytes of UTF-8.</summary>
    public const int SummaryLimit = (1 << 20) / 3;

    /// <summary>The most characters, in UTF-16 units; never exceeded.</summary>
    public int MaxCharacters { get; init; } = CommentLimit;

    /// <summary>Tests in the table at the top.</summary>
    public int Tests { get; init; } = 60;

    /// <summary>Columns of a table of which something is said.</summary>
    public int Columns { get; init; } = 12;

    /// <summary>Rows of each kind, or values of JSON.</summary>
    public int Rows { get; init; } = 10;

    /// <summary>Lines of a text, or of a log.</summary>
    public int Lines { get; init; } = 60;

    /// <summary>Files of a folder.</summary>
    public int Files { get; init; } = 10;

    /// <summary>Columns of a single value.</summary>
    public int Width { get; init; } = 80;

    /// <summary>The same with fewer samples, for what else would not fit.</summary>
    internal MarkdownOptions Brief => this with { Columns = 5, Rows = 3, Lines = 12, Files = 4, Width = 40 };
}
