using System.Globalization;

namespace Kptn.Engine.Languages.R;

/// <summary>Reads the messages of R's parser, such as <c>&lt;text&gt;:3:5: unexpected symbol</c> with the source below.</summary>
internal static class RComplaint
{
    /// <summary>Splits a message into place and problem.</summary>
    public static RSyntaxError Read(string message)
    {
        var first = message.AsSpan(0, message.IndexOf('\n', StringComparison.Ordinal) is var end && end < 0 ? message.Length : end);
        var text = first.ToString();
        foreach (var mark in (ReadOnlySpan<string>)["<text>:", "<input>:"])
        {
            var at = text.IndexOf(mark, StringComparison.Ordinal);
            if (at < 0) continue;
            var i = at + mark.Length;
            var line = Number(text, ref i);
            if (i < text.Length && text[i] == ':') i++;
            var column = Number(text, ref i);
            var problem = text[i..].TrimStart(':', ' ', ')');
            if (problem.Length == 0) problem = text[..at].TrimEnd(' ', '(');
            return new RSyntaxError(problem, line, Math.Max(1, column));
        }

        var onLine = text.LastIndexOf(" at line ", StringComparison.Ordinal);
        if (onLine < 0) return new RSyntaxError(text.Trim(), 0, 0);
        var number = onLine + " at line ".Length;
        return new RSyntaxError(text[..onLine].Trim(), Number(text, ref number), 1);
    }

    private static int Number(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        return int.TryParse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
