namespace Kptn.Testing.Rendering.Terminal;

/// <summary>How much of a report or a diff goes to a terminal.</summary>
public sealed record TerminalOptions
{
    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 120;

    /// <summary>Adds colour; leaves text as it is by default.</summary>
    public Painter Paint { get; init; } = (text, _) => text;

    /// <summary>Outputs shown with samples; of the others the headline.</summary>
    public int Outputs { get; init; } = 20;

    /// <summary>Tests shown with a line of their own, those without findings aside.</summary>
    public int Tests { get; init; } = 100;

    /// <summary>Items of one mapped task, of each status, shown with a line of their own.</summary>
    public int Items { get; init; } = 5;

    /// <summary>Columns of a table with a line of their own.</summary>
    public int Columns { get; init; } = 8;

    /// <summary>Rows of each kind, or changed values of JSON.</summary>
    public int Rows { get; init; } = 6;

    /// <summary>Changed cells shown of one row.</summary>
    public int Cells { get; init; } = 4;

    /// <summary>Lines of a text, or of a log.</summary>
    public int Lines { get; init; } = 30;

    /// <summary>Files of a folder.</summary>
    public int Files { get; init; } = 8;
}
