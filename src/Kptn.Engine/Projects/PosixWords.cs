using System.Text;

namespace Kptn.Engine.Projects;

/// <summary>Splits text into words as a POSIX shell does, without expanding anything.</summary>
public static class PosixWords
{
    /// <summary>The words of <paramref name="text"/>: quotes and backslashes are taken off, <c>${VAR}</c> stays as it is.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="unbalanced">The quote, or the backslash at the end, that has no partner; else the NUL character.</param>
    /// <returns>The words, or <see langword="null"/> where a quote is not closed.</returns>
    public static IReadOnlyList<string>? Split(string text, out char unbalanced)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && quote != '\'')
            {
                if (++at == text.Length)
                {
                    unbalanced = c;
                    return null;
                }

                inWord = true;
                if (text[at] == '\n') continue;
                if (quote == '"' && text[at] is not ('"' or '\\' or '$' or '`')) word.Append(c);
                word.Append(text[at]);
            }
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
                inWord = true;
            }
            else if (quote == '\0' && c is (' ' or '\t' or '\n' or '\r'))
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        unbalanced = quote;
        if (quote != '\0') return null;
        if (inWord) words.Add(word.ToString());
        return words;
    }
}
