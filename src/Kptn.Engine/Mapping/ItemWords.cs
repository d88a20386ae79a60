using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Mapping;

/// <summary>Reads words that select items.</summary>
internal static class ItemWords
{
    private const string Form = "KEY=VALUE or KEY=VALUE,KEY=VALUE, such as US_STATE=NC; a value with a comma in quotes";

    public static void Parse(string word, List<ItemSelector> selectors, ICollection<Finding> findings)
    {
        var read = new List<ItemSelector>();
        for (var at = 0; ;)
        {
            var equals = word.IndexOf('=', at);
            var comma = word.IndexOf(',', at);
            var name = equals < 0 || (comma >= 0 && comma < equals) ? "" : word[at..equals].Trim();
            if (name.Length == 0)
            {
                findings.Add(Bad(word, at == 0 ? "has no KEY=VALUE" : $"has no KEY= before '{Upto(word, at, comma)}'", Suggestion(read, word, at, comma)));
                return;
            }

            var end = End(word, equals + 1);
            if (end < 0)
            {
                findings.Add(Bad(word, $"has a quote before the value of {name} that is not closed, or text after it", ""));
                return;
            }

            read.Add(new ItemSelector(name, word[(equals + 1)..end]));
            if (end == word.Length) break;
            at = end + 1;
        }

        selectors.AddRange(read);
    }

    /// <summary>Where a value ends; -1 where it begins with a quote and does not end with one.</summary>
    private static int End(string word, int start)
    {
        if (start == word.Length || word[start] != '"')
        {
            var comma = word.IndexOf(',', start);
            return comma < 0 ? word.Length : comma;
        }

        var at = start + 1;
        while (at < word.Length && word[at] != '"') at += word[at] == '\\' ? 2 : 1;
        if (at >= word.Length) return -1;
        return at + 1 == word.Length || word[at + 1] == ',' ? at + 1 : -1;
    }

    private static string Upto(string word, int start, int end) => end < 0 ? word[start..] : word[start..end];

    private static string Suggestion(List<ItemSelector> read, string word, int at, int comma)
    {
        if (read.Count == 0) return "";
        var (key, value) = (read[^1].Key, read[^1].Value);
        var rest = Upto(word, at, comma);
        return $"for either of the two write --item {key}={value} --item {key}={rest}; for one value with a comma --item '{key}=\"{value},{rest}\"'";
    }

    private static Finding Bad(string word, string why, string suggestion) =>
        new("bad-item", SelectionPlace.CommandLine, $"the item '{word}' {why}", Form, suggestion);
}
