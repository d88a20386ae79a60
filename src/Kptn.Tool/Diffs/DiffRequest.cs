using System.Globalization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Tool.Diffs;

/// <summary>How two files are compared, and how what is found is shown.</summary>
internal sealed record DiffRequest
{
    private const int UsualRows = 10;

    /// <summary>What files may be compared as.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["table", "json", "text", "binary"];

    /// <summary>Columns that tell rows apart.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>What is not compared.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>How far numbers may differ, as typed.</summary>
    public IReadOnlyList<string> Tolerance { get; init; } = [];

    /// <summary>Whether the order of rows counts.</summary>
    public bool Ordered { get; init; }

    /// <summary>What the files are compared as; <see langword="null"/> where they tell.</summary>
    public string? Mode { get; init; }

    /// <summary>The task whose settings count; <see langword="null"/> for none.</summary>
    public string? Task { get; init; }

    /// <summary>The project's folder as typed; <see langword="null"/> for the nearest.</summary>
    public string? Project { get; init; }

    /// <summary>Whether only headlines are shown.</summary>
    public bool IsStat { get; init; }

    /// <summary>Whether a program reads it.</summary>
    public bool IsJson { get; init; }

    /// <summary>How many rows of each kind are shown.</summary>
    public int? Rows { get; init; }

    /// <summary>A file for Markdown, as typed.</summary>
    public string? Markdown { get; init; }

    /// <summary>A file for a page, as typed.</summary>
    public string? Html { get; init; }

    /// <summary>Rows of each kind that a person wants to see.</summary>
    public int Shown => Rows ?? UsualRows;

    /// <summary>Settings with what was typed instead of what they say.</summary>
    public CompareSettings Over(CompareSettings settings)
    {
        if (Keys.Count > 0) settings = settings with { Keys = Keys, KeysByOutput = [] };
        if (Ignore.Count > 0) settings = settings with { Ignore = [.. settings.Ignore, .. Ignore] };
        if (Tolerance.Count > 0) settings = settings with { Tolerance = ToleranceOf(Tolerance) };
        if (Ordered) settings = settings with { Ordered = true };
        if (Mode is not null) settings = settings with { Mode = Enum.Parse<CompareMode>(Mode, ignoreCase: true), ModeByOutput = [] };
        return settings with { Limits = Limits() };
    }

    /// <summary>One tolerance, of a column or of all; <see langword="null"/> where it cannot be read.</summary>
    public static ColumnTolerance? ToleranceOf(string word)
    {
        var split = word.LastIndexOf('=');
        var (column, text) = (split < 0 ? "" : word[..split], word[(split + 1)..]);
        var isPart = text.EndsWith('%');
        if (split == 0 || !decimal.TryParse(isPart ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) || amount < 0) return null;
        return new ColumnTolerance(column, isPart ? new ToleranceAmount(Relative: (double)(amount / 100)) : new ToleranceAmount(amount));
    }

    private static Tolerance ToleranceOf(IReadOnlyList<string> words)
    {
        var byColumn = words.Select(word => ToleranceOf(word)!).GroupBy(tolerance => tolerance.Column)
            .ToDictionary(group => group.Key, group => new ToleranceAmount(group.Max(one => one.Amount.Absolute), group.Max(one => one.Amount.Relative)));
        return new Tolerance { All = byColumn.GetValueOrDefault(""), Columns = [.. byColumn.Where(pair => pair.Key.Length > 0).Select(pair => new ColumnTolerance(pair.Key, pair.Value))] };
    }

    // A page can hold and filter many more rows than a screen.
    private SampleLimits Limits()
    {
        var rows = Math.Max(Shown, Html is null || Rows is not null ? 0 : 200);
        return new SampleLimits { Rows = rows, Cells = Math.Max(5, Math.Min(rows, 50)), Values = Math.Max(50, rows), Files = Math.Max(50, rows), Lines = Math.Max(200, rows * 5) };
    }
}
