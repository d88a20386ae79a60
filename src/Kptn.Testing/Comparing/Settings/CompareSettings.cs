using Kptn.Engine.DuckDb.Tables;

namespace Kptn.Testing.Comparing.Settings;

/// <summary>How outputs are compared: what <c>tasks.T.snapshot</c> says, or code with <c>with</c>.</summary>
public sealed record CompareSettings
{
    /// <summary>Nothing said: tables as multisets of rows, numbers that a double rounds within 1e-9 of each other, all else exact.</summary>
    public static CompareSettings Default { get; } = new();

    /// <summary>Columns that tell rows apart; in JSON, the members that tell the entries of a list apart.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Other keys for some outputs, by the output's path or a pattern of it; the first that fits counts.</summary>
    public IReadOnlyList<OutputKeys> KeysByOutput { get; init; } = [];

    /// <summary>Columns, or paths of JSON, that are not compared; <c>*</c> stands for any characters.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>What rows or lines are sorted by before they are compared or stored.</summary>
    public SortSetting Sort { get; init; } = SortSetting.None;

    /// <summary>Whether the order of rows, or of the entries of JSON lists, counts; where nothing is said it does for JSON, not for tables.</summary>
    public bool? Ordered { get; init; }

    /// <summary>How far numbers may differ.</summary>
    public Tolerance Tolerance { get; init; } = Tolerance.Default;

    /// <summary>What is replaced in cells, values and lines before they are compared.</summary>
    public IReadOnlyList<Scrubber> Scrub { get; init; } = [];

    /// <summary>What outputs are compared as.</summary>
    public CompareMode Mode { get; init; }

    /// <summary>Other modes for some outputs, by the output's path or a pattern of it; the first that fits counts.</summary>
    public IReadOnlyList<OutputMode> ModeByOutput { get; init; } = [];

    /// <summary>Outputs without a snapshot, by path or pattern; <c>*</c> alone for all.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>Which rows are compared: those that meet all of these.</summary>
    public IReadOnlyList<RowCondition> Where { get; init; } = [];

    /// <summary>How much may change without a test failing.</summary>
    public Thresholds Thresholds { get; init; } = new();

    /// <summary>How much a diff shows.</summary>
    public SampleLimits Limits { get; init; } = new();

    /// <summary>The keys of an output.</summary>
    /// <param name="output">Its path.</param>
    public IReadOnlyList<string> KeysOf(string output) => KeysByOutput.FirstOrDefault(keys => Wildcards.Fits(TableFile.Of(keys.Output), output))?.Keys ?? Keys;

    /// <summary>What an output is compared as.</summary>
    /// <param name="output">Its path.</param>
    public CompareMode ModeOf(string output) => ModeByOutput.FirstOrDefault(mode => Wildcards.Fits(TableFile.Of(mode.Output), output))?.Mode ?? Mode;

    /// <summary>Whether an output has no snapshot.</summary>
    /// <param name="output">Its path.</param>
    public bool Skips(string output) => Wildcards.FitsAny([.. Skip.Select(TableFile.Of)], output);
}
