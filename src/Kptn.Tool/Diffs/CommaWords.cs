using System.Text;

namespace Kptn.Tool.Diffs;

/// <summary>Words parted by commas.</summary>
internal static class CommaWords
{
    /// <summary>The words; within double quotes a comma is part of one.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var (words, word, inQuotes) = (new List<string>(), new StringBuilder(), false);
        foreach (var c in text + ",")
        {
            if (c == '"') inQuotes = !inQuotes;
            else if (c != ',' || inQuotes) word.Append(c);
            else
            {
                if (word.ToString().Trim() is { Length: > 0 } trimmed) words.Add(trimmed);
                word.Clear();
            }
        }

        if (inQuotes) words.Add(word.ToString().TrimEnd(','));
        return words;
    }
}
