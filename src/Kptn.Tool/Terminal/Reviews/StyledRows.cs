using System.Text;
using Spectre.Console;

namespace Kptn.Tool.Terminal.Reviews;

/// <summary>Fits lines with colours into columns.</summary>
internal static class StyledRows
{
    private const string Plain = "\e[0m";
    private const int Tab = 4;

    /// <summary>A line as rows, which end between words where they can; all but the first begin below its text.</summary>
    public static IEnumerable<string> Wrap(string line, int width)
    {
        var indent = new string(' ', Math.Min(line.Length - line.TrimStart(' ').Length + 2, width / 2));
        var (row, used) = (new List<(string Text, int Columns)>(), 0);
        foreach (var part in Parts(line))
        {
            if (part.Columns > 0 && used + part.Columns > width)
            {
                var end = row.FindLastIndex(earlier => earlier.Text == " ");
                if (indent.Length + Columns(row[(end + 1)..]) + part.Columns > width) end = -1;
                var kept = end < 0 ? row : row[..end];
                var style = kept.Where(earlier => earlier.Columns < 0).Aggregate("", (before, colour) => colour.Text == Plain ? "" : before + colour.Text);
                yield return Text(kept) + (style.Length > 0 ? Plain : "");
                row = [(indent, indent.Length), (style, -1), .. end < 0 ? [] : row[(end + 1)..]];
                used = Columns(row);
                if (end < 0 && part.Text == " ") continue;
            }

            row.Add(part);
            used += Math.Max(0, part.Columns);
        }

        yield return Text(row);
    }

    /// <summary>The start of a line that fits.</summary>
    public static string Clip(string line, int width)
    {
        var (row, used, hasStyle) = (new StringBuilder(), 0, false);
        if (Columns(line) <= width) return line;
        foreach (var (text, columns) in Parts(line))
        {
            if (columns < 0) hasStyle = text != Plain;
            else if (used + columns > width - 1) break;
            else used += columns;
            row.Append(text);
        }

        return row.Append('…').Append(hasStyle ? Plain : "").ToString();
    }

    /// <summary>The columns that a line takes.</summary>
    public static int Columns(string line) => Columns(Parts(line));

    private static int Columns(IEnumerable<(string Text, int Columns)> parts) => parts.Sum(part => Math.Max(0, part.Columns));

    private static string Text(IEnumerable<(string Text, int Columns)> parts) => string.Concat(parts.Select(part => part.Text));

    // Colours take no columns, and are marked with -1.
    private static IEnumerable<(string Text, int Columns)> Parts(string line)
    {
        var used = 0;
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == '\e' && line.IndexOf('m', at) is var end and > 0)
            {
                yield return (line[at..(end + 1)], -1);
                at = end + 1;
                continue;
            }

            if (line[at] == '\t')
            {
                var blanks = Tab - (used % Tab);
                yield return (new string(' ', blanks), blanks);
                (at, used) = (at + 1, used + blanks);
                continue;
            }

            var length = char.IsHighSurrogate(line[at]) && at + 1 < line.Length ? 2 : 1;
            var text = line.Substring(at, length);
            var columns = char.IsAscii(text[0]) ? 1 : text.GetCellWidth();
            yield return (text, Math.Max(0, columns));
            (at, used) = (at + length, used + columns);
        }
    }
}
