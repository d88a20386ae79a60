using Kptn.Testing.Comparing.Scrubbing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Texts;

/// <summary>Compares texts line by line.</summary>
internal static class TextComparer
{
    /// <summary>Larger files are not held in memory as lines.</summary>
    public const long Largest = 256L << 20;

    /// <summary>Compares two files.</summary>
    public static DetailedDiff Compare(string oldFile, string newFile, CompareSettings settings, CancellationToken cancellation)
    {
        var scrubs = new Scrubs(settings.Scrub);
        var (before, after) = (TextLines.Read(oldFile, scrubs), TextLines.Read(newFile, scrubs));
        var (old, next) = (before.Lines, after.Lines);
        if (settings.Sort.IsOn)
        {
            Array.Sort(old, StringComparer.Ordinal);
            Array.Sort(next, StringComparer.Ordinal);
        }

        var blocks = LineDiffer.Compare(old, next, cancellation);
        var diff = Hunks.Of(old, next, blocks, settings.Limits);
        return new DetailedDiff(blocks.Count == 0, Headline(diff), diff, Notes(before, after));
    }

    private static string Headline(TextDiff diff)
    {
        if (diff is { Added: 0, Removed: 0 }) return $"{Words.Count(diff.NewLines, "line")}, all the same";
        var parts = new List<string>();
        if (diff.Added > 0) parts.Add($"{Words.Count(diff.Added, "line")} added");
        if (diff.Removed > 0) parts.Add(diff.Added > 0 ? $"{Words.Number(diff.Removed)} removed" : $"{Words.Count(diff.Removed, "line")} removed");
        return $"{string.Join(", ", parts)} of {Words.Number(diff.OldLines)}";
    }

    private static List<DiffNote> Notes(TextLines before, TextLines after)
    {
        var notes = new List<DiffNote>();
        if (before.HasCarriageReturns != after.HasCarriageReturns) notes.Add(new DiffNote("line-ends", before.HasCarriageReturns ? "lines ended with CR LF and now end with LF" : "lines ended with LF and now end with CR LF"));
        if (before.HasMark != after.HasMark) notes.Add(new DiffNote("byte-order-mark", before.HasMark ? "the byte order mark is gone" : "there is a byte order mark now"));
        if (before.EndsWithLineEnd != after.EndsWithLineEnd) notes.Add(new DiffNote("last-line-end", before.EndsWithLineEnd ? "the last line has no end any more" : "the last line has an end now"));
        return notes;
    }
}
