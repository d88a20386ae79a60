using System.Globalization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>What changed in a text, old and new side by side with the words that differ.</summary>
internal static class HtmlTextDiff
{
    public static void Write(Markup page, TextDiff text, HtmlOptions options)
    {
        page.Literal("<div class=\"scroll\"><table class=\"sides\"><thead class=\"off\"><tr><th>line</th><th>old</th><th>line</th><th>new</th></tr></thead><tbody>\n");
        var left = options.Values;
        foreach (var hunk in text.Hunks)
        {
            if (left <= 0) break;
            page.Open("tr", ("class", "hunk")).Element("td", HunkLines.Heading(hunk), ("colspan", "4")).Close("tr");
            left -= Hunk(page, HunkLines.Of(hunk), left);
        }

        page.Literal("</tbody></table></div>\n");
        if (text.IsCut || left <= 0) page.Element("p", "more", "… and more changed lines");
    }

    private static int Hunk(Markup page, IReadOnlyList<HunkLine> lines, int room)
    {
        var shown = 0;
        for (var i = 0; i < lines.Count && shown < room; i++, shown++)
        {
            var line = lines[i];
            switch (line.Kind)
            {
                case DiffKind.Removed:
                    Row(page, line, line.Partner >= 0 ? lines[line.Partner] : null);
                    break;
                case DiffKind.Added:
                    if (line.Partner < 0) Row(page, null, line);
                    break;
                default:
                    Row(page, line, line);
                    break;
            }
        }

        return shown;
    }

    private static void Row(Markup page, HunkLine? old, HunkLine? now)
    {
        page.Open("tr");
        Side(page, old, old?.OldNumber ?? 0, "old");
        Side(page, now, now?.NewNumber ?? 0, "new");
        page.Close("tr");
    }

    private static void Side(Markup page, HunkLine? line, long number, string side)
    {
        page.Element("td", "no", line is null ? "" : number.ToString(CultureInfo.InvariantCulture));
        page.Open("td", ("class", line is null ? "gap" : line.Kind == DiffKind.Same ? "line" : "line " + side));
        if (line is not null) page.Marked(line.Spans);
        page.Close("td");
    }
}
