using System.Text;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>Breaks a text with styles at spaces, so that no terminal breaks it within a word.</summary>
internal static class LineWrap
{
    private const int Narrowest = 40;
    private const int Longest = 600;
    private const string Deeper = "  ";

    /// <summary>The lines; those after the first are indented a little more.</summary>
    public static IEnumerable<string> Of(StyledText text, TerminalOptions options, string indent)
    {
        var width = Math.Max(Narrowest, options.Width);
        var line = new StringBuilder(indent);
        var (columns, isStart, spaces) = (indent.Length, true, 0);
        foreach (var word in Words(text.Clip(Longest)))
        {
            if (word.Width == 0)
            {
                spaces++;
                continue;
            }

            if (!isStart && spaces > 0 && columns + spaces + word.Width > width)
            {
                yield return line.ToString();
                line.Clear().Append(indent).Append(Deeper);
                (columns, spaces) = (indent.Length + Deeper.Length, 0);
            }

            line.Append(' ', spaces);
            word.Write(line, options.Paint);
            columns += spaces + word.Width;
            (isStart, spaces) = (false, 0);
        }

        yield return line.ToString();
    }

    // Words, each with the styles of its parts; nothing stands for a space.
    private static IEnumerable<StyledText> Words(StyledText text)
    {
        var word = StyledText.None;
        foreach (var (part, style) in text.Parts)
        {
            var start = 0;
            for (var end = part.IndexOf(' ', StringComparison.Ordinal); end >= 0; end = part.IndexOf(' ', start))
            {
                word = word.Then(part[start..end], style);
                if (word.Width > 0) yield return word;
                yield return word = StyledText.None;
                start = end + 1;
            }

            word = word.Then(part[start..], style);
        }

        if (word.Width > 0) yield return word;
    }
}
