namespace Kptn.Testing.Comparing.Settings;

/// <summary>How much a diff shows. What it counts is exact without regard to these.</summary>
public sealed record SampleLimits
{
    /// <summary>Rows of each kind: changed, added, removed.</summary>
    public int Rows { get; init; } = 10;

    /// <summary>Cells and transitions of a column.</summary>
    public int Cells { get; init; } = 5;

    /// <summary>Values of a JSON document; paths likewise.</summary>
    public int Values { get; init; } = 50;

    /// <summary>Lines of a text in all hunks together.</summary>
    public int Lines { get; init; } = 200;

    /// <summary>Unchanged lines around a changed one.</summary>
    public int Context { get; init; } = 3;

    /// <summary>Files of a folder.</summary>
    public int Files { get; init; } = 50;

    /// <summary>UTF-16 units of one cell, value or line.</summary>
    public int Characters { get; init; } = 200;
}
