using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>What changed in a text, as a unified diff whose lines mark the words that differ.</summary>
internal static class TextLines
{
    // The mark before a line, and the marks of a cut on both of its sides.
    private const int Mark = 4;

    public static IEnumerable<string> Of(TextDiff text, TerminalOptions options, string indent)
    {
        var left = options.Lines;
        foreach (var hunk in text.Hunks)
        {
            if (left <= 0) break;
            yield return indent + options.Paint(HunkLines.Heading(hunk), TextStyle.Dim);
            foreach (var line in HunkLines.Of(hunk, Math.Max(40, options.Width) - indent.Length - Mark))
            {
                if (left-- <= 0) break;
                yield return (indent + Line(line, options, indent.Length)).TrimEnd(' ');
            }
        }

        var shown = text.Hunks.Sum(hunk => hunk.Lines.Count);
        if (shown > options.Lines || text.IsCut) yield return indent + options.Paint("… and more changed lines", TextStyle.Dim);
    }

    private static string Line(HunkLine line, TerminalOptions options, int indent)
    {
        var (mark, style, strong) = line.Kind switch
        {
            DiffKind.Added => ("+ ", TextStyle.Added, TextStyle.AddedMark),
            DiffKind.Removed => ("- ", TextStyle.Removed, TextStyle.RemovedMark),
            _ => ("  ", TextStyle.Plain, TextStyle.Plain),
        };
        var painted = new System.Text.StringBuilder();
        StyledText.Of(mark, style).Then(StyledText.Of(line.Spans, style, strong)).Clip(Math.Max(40, options.Width) - indent).Write(painted, options.Paint);
        return painted.ToString();
    }
}
