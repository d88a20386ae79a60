namespace Kptn.Testing.Rendering.Html;

/// <summary>How much of a report goes into its page.</summary>
public sealed record HtmlOptions
{
    /// <summary>Relative paths of outputs' files are below this folder; empty for none, so that no image is shown.</summary>
    public string Root { get; init; } = "";

    /// <summary>Images up to this many bytes are in the page.</summary>
    public long ImageBytes { get; init; } = 256 * 1024;

    /// <summary>Images in the page take at most this many bytes together.</summary>
    public long AllImageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Rows of each kind; there are no more than the comparison kept.</summary>
    public int Rows { get; init; } = 200;

    /// <summary>Columns of a table of rows.</summary>
    public int Columns { get; init; } = 200;

    /// <summary>Values of JSON, lines of a text, files of a folder.</summary>
    public int Values { get; init; } = 500;

    /// <summary>Outputs that are open from the start; with more the page would be slow to show.</summary>
    public int Open { get; init; } = 60;
}
