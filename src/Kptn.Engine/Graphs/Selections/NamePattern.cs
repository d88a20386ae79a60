namespace Kptn.Engine.Graphs.Selections;

/// <summary>Matches whole texts against <c>*</c>, <c>?</c>, <c>[ab]</c>, <c>[a-z]</c> and <c>[!ab]</c>, in time proportional to pattern times text at worst.</summary>
internal static class NamePattern
{
    public static bool IsPattern(ReadOnlySpan<char> text) => text.IndexOfAny('*', '?', '[') >= 0;

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, retry) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, retry) = (p++, t);
            }
            else if (p < pattern.Length && MatchesOne(pattern, text[t], p, out var next))
            {
                (p, t) = (next, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char character, int p, out int next)
    {
        next = p + 1;
        if (pattern[p] == '?') return true;
        if (pattern[p] != '[') return pattern[p] == character;

        // A ] right after the opening stands for itself; a [ that is never closed too.
        var start = p + 1;
        var isNegated = start < pattern.Length && pattern[start] is '!' or '^';
        if (isNegated) start++;
        var length = start + 1 < pattern.Length ? pattern[(start + 1)..].IndexOf(']') : -1;
        if (length < 0) return character == '[';
        next = start + length + 2;
        return InSet(pattern.Slice(start, length + 1), character) != isNegated;
    }

    private static bool InSet(ReadOnlySpan<char> set, char character)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (character >= set[i] && character <= set[i + 2]) return true;
                i += 2;
            }
            else if (set[i] == character)
            {
                return true;
            }
        }

        return false;
    }
}
