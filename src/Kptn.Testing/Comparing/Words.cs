using System.Globalization;

namespace Kptn.Testing.Comparing;

/// <summary>Numbers and names as sentences show them.</summary>
internal static class Words
{
    private const int MostNames = 3;

    /// <summary><c>12,403</c>.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 row</c>, <c>2 rows</c>.</summary>
    public static string Count(long count, string thing) => $"{Number(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary><c>from -2 to +5</c>, or <c>+5</c> where all moved alike.</summary>
    public static string Range(NumberChange change) => change.Min.Equals(change.Max) ? Signed(change.Min) : $"from {Signed(change.Min)} to {Signed(change.Max)}";

    /// <summary><c>+5</c>, <c>-0.25</c>.</summary>
    public static string Signed(double value) => (value > 0 ? "+" : "") + value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary><c>column a</c>, <c>columns a, b and 4 more</c>.</summary>
    public static string Columns(IReadOnlyList<string> names) => (names.Count == 1 ? "column " : "columns ") + Names(names);

    /// <summary><c>a, b and c</c>, or some of them and how many more.</summary>
    public static string Names(IReadOnlyList<string> names)
    {
        if (names.Count > MostNames + 1) return $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }

    /// <summary><c>640 bytes</c>, <c>12.3 kB</c>.</summary>
    public static string Size(long bytes)
    {
        if (bytes < 1_000) return Count(bytes, "byte");
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 999.95 && unit < 4; unit++) value /= 1_000;
        return value.ToString("0.0", CultureInfo.InvariantCulture) + " " + "BkMGT"[unit] + "B";
    }

    /// <summary>A delimiter's name.</summary>
    public static string Delimiter(byte value) => value switch
    {
        (byte)'\t' => "tabs",
        (byte)';' => "semicolons",
        (byte)'|' => "bars",
        _ => "commas",
    };

    /// <summary>A value on one line.</summary>
    public static string Value(string? text) => text is null ? "empty" : $"'{text.Replace("\n", "\\n", StringComparison.Ordinal)}'";
}
