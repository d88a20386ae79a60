using System.Text.RegularExpressions;
using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Reading;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Testing.Comparing.Settings.Reading;

/// <summary>Reads <c>scrub</c>: words, and maps such as <c>{regex: 'run-\d+', with: run-N}</c>.</summary>
internal sealed class ScrubReader(ValueReader values, FindingList findings)
{
    private const string Entry = "guid, datetime, path or {regex: …, with: …}";

    private static readonly string[] Kinds = ["guid", "datetime", "path"];
    private static readonly string[] Known = ["regex", "with"];

    /// <summary>Reads them in order.</summary>
    public IReadOnlyList<Scrubber> Read(YamlNode node, Subject what)
    {
        if (ValueReader.IsNull(node)) return [];
        return [.. (node is YamlList list ? list.Items : [node]).Select(item => Scrubber(item, what)).OfType<Scrubber>()];
    }

    private Scrubber? Scrubber(YamlNode node, Subject what)
    {
        if (node is YamlMap map) return OfRegex(map, what);
        if (node is YamlScalar { Value: string word })
        {
            if (Kinds.Contains(word)) return new Scrubber(Enum.Parse<ScrubKind>(word, ignoreCase: true));
            findings.Add("bad-value", node.Place, $"{what.Entry} is '{Shown.Text(word)}'", Entry, values.Suggestion(word, Kinds));
            return null;
        }

        findings.Add("wrong-type", node.Place, $"{what.Entry} is {Shown.Node(node)}", Entry);
        return null;
    }

    private Scrubber? OfRegex(YamlMap map, Subject what)
    {
        foreach (var entry in map.Entries)
        {
            if (!Known.Contains(entry.Key)) values.Unknown(entry, what.Entry, Known);
        }

        if (map["regex"] is not { } regex)
        {
            findings.Add("missing-key", map.Place, $"{what.Entry} has no 'regex'", Entry);
            return null;
        }

        if (values.Text(regex, new Subject("regex", what.ToString())) is not { } pattern) return null;
        try
        {
            Scrubbing.Scrub.Compile(pattern);
        }
        catch (RegexParseException e)
        {
            findings.Add("bad-regex", regex.Place, $"'{Shown.Text(pattern)}' in {what} is no regular expression: {Reason(e)}", "a regular expression of .NET");
            return null;
        }

        var with = map["with"] is YamlScalar { Value: not null } scalar ? scalar.Text : null;
        if (map["with"] is { } other and not YamlScalar) values.Wrong(other, new Subject("with", what.ToString()), "text");
        return new Scrubber(ScrubKind.Regex, pattern, with);
    }

    // The message repeats the pattern, which the finding has said.
    private static string Reason(RegexParseException e) => Shown.Text(e.Message[(e.Message.LastIndexOf(". ", StringComparison.Ordinal) is > 0 and var at ? at + 2 : 0)..].TrimEnd('.'));
}
