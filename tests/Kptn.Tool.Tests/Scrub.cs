using System.Text.RegularExpressions;

namespace Kptn.Tool.Tests;

/// <summary>Takes out of text what is different at every run and on every machine.</summary>
internal static partial class Scrub
{
    /// <summary>Times, run ids, durations, sizes of memory, hashes and the test's folder.</summary>
    public static string Run(string text, string root)
    {
        text = text.Replace(root, "{project}", StringComparison.Ordinal);
        text = RunId().Replace(text, "{run}");
        text = Iso().Replace(text, "{time}");
        text = Local().Replace(text, "{time}");
        text = Hash().Replace(text, "{hash}");
        text = Duration().Replace(text, "{duration}");
        return Memory().Replace(text, "{memory}");
    }

    /// <summary>The same for tables, whose columns are as wide as what was scrubbed.</summary>
    public static string Table(string text, string root) => Peak().Replace(Cores().Replace(Gaps().Replace(Run(text, root), "  "), "{cores}"), "{memory}");

    /// <summary>The same for runs of items, whose rate is never the same.</summary>
    public static string Items(string text, string root) => Rate().Replace(Run(text, root), "({rate})");

    [GeneratedRegex(@"\([\d.,]+/(s|min|h)\)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"\d{8}-\d{6}-\d{3}-[0-9a-f]{4}")]
    private static partial Regex RunId();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z")]
    private static partial Regex Iso();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Local();

    [GeneratedRegex(@"\b([0-9a-f]{64}|[0-9a-f]{8})\b")]
    private static partial Regex Hash();

    [GeneratedRegex(@"\b\d+(\.\d)? (ms|s|min \d+ s)\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b\d+(\.\d)? (B|[KMG]iB)(?=  | /|$)", RegexOptions.Multiline)]
    private static partial Regex Memory();

    [GeneratedRegex(@"(?<=\S)  +")]
    private static partial Regex Gaps();

    // What ends within milliseconds is gone before its memory is looked at.
    [GeneratedRegex(@"(?<=\{duration\}  )-")]
    private static partial Regex Peak();

    [GeneratedRegex(@"\b\d+\.\d\d\b")]
    private static partial Regex Cores();
}
