using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Rendering.Words;

/// <summary>Numbers the lines of a hunk, and pairs removed lines with the added ones that take their places.</summary>
internal static class HunkLines
{
    /// <summary>The heading as unified diffs have it.</summary>
    public static string Heading(TextHunk hunk) => $"@@ -{hunk.OldStart},{hunk.OldCount} +{hunk.NewStart},{hunk.NewCount} @@";

    /// <summary>The lines in order.</summary>
    /// <param name="hunk">The hunk.</param>
    /// <param name="width">How many characters there is room for: of a longer line that was replaced, what differs is in sight.</param>
    public static IReadOnlyList<HunkLine> Of(TextHunk hunk, int width = int.MaxValue)
    {
        var lines = new List<HunkLine>(hunk.Lines.Count);
        var (old, now) = (hunk.OldStart, hunk.NewStart);
        foreach (var line in hunk.Lines)
        {
            IReadOnlyList<MarkedSpan> spans = [new(VisibleText.Line(line.Text), false)];
            lines.Add(line.Kind switch
            {
                DiffKind.Added => new(DiffKind.Added, 0, now++, spans),
                DiffKind.Removed => new(DiffKind.Removed, old++, 0, spans),
                _ => new(DiffKind.Same, old++, now++, [new(VisibleText.Of(line.Text), false)]),
            });
        }

        for (var start = 0; start < lines.Count;)
        {
            var middle = After(lines, start, DiffKind.Removed);
            var end = After(lines, middle, DiffKind.Added);
            Pair(lines, start, middle, end, width);
            start = Math.Max(end, start + 1);
        }

        return lines;
    }

    private static int After(List<HunkLine> lines, int start, DiffKind kind)
    {
        while (start < lines.Count && lines[start].Kind == kind) start++;
        return start;
    }

    private static void Pair(List<HunkLine> lines, int removed, int added, int end, int width)
    {
        for (var i = 0; removed + i < added && added + i < end; i++)
        {
            var (old, now) = (lines[removed + i], lines[added + i]);
            var (before, after) = CellText.Shorten(old.Spans[0].Text, now.Spans[0].Text, width);
            var marks = MarkedPair.Of(before!, after!);
            var isWhole = marks.Old is [{ Differs: true }] && marks.New is [{ Differs: true }];
            lines[removed + i] = old with { Partner = added + i, Spans = isWhole ? [new(before!, false)] : marks.Old };
            lines[added + i] = now with { Partner = removed + i, Spans = isWhole ? [new(after!, false)] : marks.New };
        }
    }
}
