using System.Globalization;
using DiffPlex;

namespace Kptn.Testing.Rendering.Words;

/// <summary>Two texts and which parts of them differ.</summary>
/// <param name="Old">The parts before.</param>
/// <param name="New">The parts after.</param>
internal sealed record MarkedPair(IReadOnlyList<MarkedSpan> Old, IReadOnlyList<MarkedSpan> New)
{
    private const int Longest = 2000;
    private const int LongWord = 24;

    /// <summary>Compares two texts word by word; those with little in common differ as wholes.</summary>
    public static MarkedPair Of(string before, string after)
    {
        if (before == after) return new([new(before, false)], [new(after, false)]);
        if (before.Length > Longest || after.Length > Longest) return Whole(before, after);
        var result = new Differ().CreateCustomDiffs(before, after, ignoreWhiteSpace: false, Words);
        var (old, now) = (new bool[result.PiecesOld.Length], new bool[result.PiecesNew.Length]);
        foreach (var block in result.DiffBlocks)
        {
            old.AsSpan(block.DeleteStartA, block.DeleteCountA).Fill(true);
            now.AsSpan(block.InsertStartB, block.InsertCountB).Fill(true);
        }

        var common = 0;
        for (var i = 0; i < old.Length; i++)
        {
            if (!old[i]) common += result.PiecesOld[i].Trim().Length;
        }

        return common * 3 < Math.Max(before.Length, after.Length) ? Whole(before, after) : new(Join(result.PiecesOld, old), Join(result.PiecesNew, now));
    }

    // Of long words, such as hashes and encoded bytes, the characters between what both begin and end with.
    private static MarkedPair Whole(string before, string after)
    {
        var shorter = Math.Min(before.Length, after.Length);
        var start = before.AsSpan().CommonPrefixLength(after);
        var end = 0;
        while (end < shorter - start && before[^(end + 1)] == after[^(end + 1)]) end++;
        if (start > 0 && char.IsHighSurrogate(before[start - 1])) start--;
        if (end > 0 && char.IsLowSurrogate(before[^end])) end--;
        return shorter < LongWord || (start + end) * 3 < Math.Max(before.Length, after.Length) ? new([new(before, true)], [new(after, true)]) : new(Within(before, start, end), Within(after, start, end));
    }

    private static IReadOnlyList<MarkedSpan> Within(string text, int start, int end) =>
        [.. new MarkedSpan[] { new(text[..start], false), new(text[start..^end], true), new(text[^end..], false) }.Where(span => span.Text.Length > 0)];

    private static List<MarkedSpan> Join(IReadOnlyList<string> pieces, bool[] differs)
    {
        var spans = new List<MarkedSpan>();
        for (var start = 0; start < differs.Length;)
        {
            var end = start + 1;
            while (end < differs.Length && differs[end] == differs[start]) end++;
            spans.Add(new(string.Concat(pieces.Skip(start).Take(end - start)), differs[start]));
            start = end;
        }

        return spans;
    }

    /// <summary>Runs of letters, of digits and of spaces; other characters one by one, with their combining marks.</summary>
    private static string[] Words(string text)
    {
        var words = new List<string>();
        var elements = StringInfo.GetTextElementEnumerator(text);
        var start = 0;
        var kind = 0;
        while (elements.MoveNext())
        {
            var next = Kind(elements.GetTextElement());
            if (next == kind && kind != 0) continue;
            if (elements.ElementIndex > start) words.Add(text[start..elements.ElementIndex]);
            (start, kind) = (elements.ElementIndex, next);
        }

        if (start < text.Length) words.Add(text[start..]);
        return [.. words];
    }

    private static int Kind(string element) => element[0] switch
    {
        ' ' => 1,
        >= '0' and <= '9' => 2,
        '_' => 3,
        var c when char.IsAsciiLetter(c) => 3,
        _ => 0,
    };
}
