using System.Text.RegularExpressions;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Scrubbing;

/// <summary>One scrubber, ready to use.</summary>
/// <param name="Pattern">What it finds.</param>
/// <param name="With">What stands in its place.</param>
/// <param name="Needed">Characters of which a text must hold one to be found in; empty for any.</param>
/// <param name="Shortest">The shortest text that it can be found in.</param>
internal sealed partial record Scrub(Regex Pattern, string With, byte[] Needed, int Shortest)
{
    /// <summary>A hostile pattern must not hang a test.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes one.</summary>
    public static Scrub Of(Scrubber scrubber) => scrubber.Kind switch
    {
        ScrubKind.Guid => new Scrub(Guids(), scrubber.With ?? "{guid}", "-"u8.ToArray(), 36),
        ScrubKind.DateTime => new Scrub(DateTimes(), scrubber.With ?? "{datetime}", ":T"u8.ToArray(), 15),
        ScrubKind.Path => new Scrub(Paths(), scrubber.With ?? "{path}", "/\\"u8.ToArray(), 4),
        _ => new Scrub(Compile(scrubber.Pattern ?? "(?!)"), scrubber.With ?? "{scrubbed}", [], 0),
    };

    /// <summary>The expression; one that runs in linear time where it can.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
    }

    /// <summary>Whether a text may have something to replace.</summary>
    public bool MayChange(ReadOnlySpan<byte> text) => text.Length >= Shortest && (Needed.Length == 0 || text.IndexOfAny(Needed) >= 0);

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Guids();

    [GeneratedRegex(
        """
        (?<![0-9])(?:
          [0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[Tt\ ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\ ?(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)(?![0-9A-Za-z]))?
        | [0-9]{8}T[0-9]{6}(?:\.[0-9]+)?Z?
        | (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\ )?[0-9]{1,2}\ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\ [0-9]{4}\ [0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\ (?:GMT|UTC|[+-][0-9]{4}))?
        | (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\ [\ 0-9][0-9]\ [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\ [A-Z]{2,5})?\ [0-9]{4}
        )(?![0-9])
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex DateTimes();

    [GeneratedRegex("""(?<![\w/\\:.~-])(?:/[^\s/\\"'<>|:*?,;()\[\]{}]+(?:/[^\s/\\"'<>|:*?,;()\[\]{}]+)+/?|[A-Za-z]:[\\/](?:[^\s\\/"'<>|:*?,;()\[\]{}]+[\\/]?)+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Paths();
}
