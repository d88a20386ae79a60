using System.Buffers;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Selections;

/// <summary>Reads the words of a selection.</summary>
internal static class SelectorParser
{
    private const string Forms = "a task, a glob, +task, task+, tag:NAME, file:PATH, state:stale, state:failed or item:KEY=VALUE";

    private static readonly Dictionary<string, SelectorKind?> Prefixes = new(StringComparer.Ordinal)
    {
        ["tag"] = SelectorKind.Tag,
        ["file"] = SelectorKind.File,
        ["state"] = SelectorKind.State,
        ["item"] = null,
    };

    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal) { ["stale"] = "stale", ["failed"] = "failed" };

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-*?[]!^");

    public static (IReadOnlyList<Selector> Tasks, IReadOnlyList<ItemSelector> Items) Parse(IReadOnlyList<string> words, List<Finding> findings)
    {
        var (tasks, items) = (new List<Selector>(words.Count), new List<ItemSelector>());
        foreach (var word in words)
        {
            if (word.StartsWith("item:", StringComparison.Ordinal)) ParseItem(word, items, findings);
            else if (ParseTask(word, findings) is { } task) tasks.Add(task);
        }

        return (tasks, items);
    }

    private static void ParseItem(string word, List<ItemSelector> items, List<Finding> findings)
    {
        var pair = word.AsSpan("item:".Length);
        var equals = pair.IndexOf('=');
        var key = equals < 0 ? pair : pair[..equals].Trim();
        if (equals < 0 || key.IsEmpty) findings.Add(Bad(word, "has no KEY=VALUE", "item:KEY=VALUE, such as item:US_STATE=NC"));
        else items.Add(new ItemSelector(key.ToString(), pair[(equals + 1)..].ToString()));
    }

    private static Selector? ParseTask(string word, List<Finding> findings)
    {
        var rest = word.AsSpan();
        var ancestors = rest.StartsWith("+");
        if (ancestors) rest = rest[1..];
        var descendants = rest.EndsWith("+");
        if (descendants) rest = rest[..^1];
        var colon = rest.IndexOf(':');
        if (colon >= 0) return ParsePrefixed(word, rest[..colon].ToString(), rest[(colon + 1)..].ToString(), ancestors, descendants, findings);

        if (rest.IsEmpty)
        {
            findings.Add(Bad(word, word.Length == 0 ? "is empty" : "names no task", Forms));
            return null;
        }

        if (rest.IndexOfAnyExcept(NameCharacters) < 0) return new Selector(word, SelectorKind.Name, rest.ToString(), ancestors, descendants);
        var looksLikePath = rest.IndexOfAny('/', '\\') >= 0;
        findings.Add(Bad(word, "is no task name and no glob", Forms, looksLikePath ? $"did you mean 'file:{rest}'?" : ""));
        return null;
    }

    private static Selector? ParsePrefixed(string word, string prefix, string value, bool ancestors, bool descendants, List<Finding> findings)
    {
        if (!Prefixes.TryGetValue(prefix, out var kind))
        {
            var near = NearestName.Of(prefix, Prefixes.Keys);
            findings.Add(Bad(word, $"has the unknown prefix '{prefix}:'", Forms, near is null ? "" : $"did you mean '{near}:'?"));
        }
        else if (kind is null)
        {
            findings.Add(Bad(word, "has a sign before item:", "item:KEY=VALUE without +"));
        }
        else if (value.Length == 0)
        {
            findings.Add(Bad(word, $"has nothing after '{prefix}:'", Forms));
        }
        else if (kind == SelectorKind.State && !States.ContainsKey(value))
        {
            var near = NearestName.Of(value, States.Keys);
            findings.Add(Bad(word, $"has the unknown state '{value}'", "state:stale or state:failed", near is null ? "" : $"did you mean 'state:{near}'?"));
        }
        else
        {
            return new Selector(word, kind.Value, value, ancestors, descendants);
        }

        return null;
    }

    private static Finding Bad(string word, string why, string expected, string suggestion = "") =>
        new("bad-selector", SelectionPlace.CommandLine, $"selector '{word}' {why}", expected, suggestion);
}
