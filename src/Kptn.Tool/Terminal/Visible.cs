namespace Kptn.Tool.Terminal;

/// <summary>Makes control characters visible, so that no text from a task or a project steers the terminal.</summary>
internal static class Visible
{
    private const char Mark = '\uFFFD';

    /// <summary>Replaces all but line ends and tabs.</summary>
    public static void Replace(Span<char> text)
    {
        foreach (ref var c in text)
        {
            if (char.IsControl(c) && c is not ('\n' or '\t')) c = Mark;
        }
    }

    /// <summary>A text in which colours are left at most.</summary>
    public static string Of(string text, bool withColours = false)
    {
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0) return text;
        var clean = text.ToCharArray();
        for (var i = 0; i < clean.Length; i++)
        {
            if (!char.IsControl(clean[i]) || clean[i] is '\n' or '\t') continue;
            var colour = withColours ? ColourLength(text.AsSpan(i)) : 0;
            if (colour > 0) i += colour - 1;
            else clean[i] = Mark;
        }

        return new string(clean);
    }

    private static int ColourLength(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("\e[", StringComparison.Ordinal)) return 0;
        var at = 2;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at > 2 && at < text.Length && text[at] == 'm' ? at + 1 : 0;
    }
}
