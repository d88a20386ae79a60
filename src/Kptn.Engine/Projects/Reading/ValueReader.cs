using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads values of one kind and reports those of another; a value that is left empty counts as not given.</summary>
internal sealed class ValueReader(FindingList findings)
{
    private const int FewKeys = 5;

    /// <summary>Text that is not empty.</summary>
    public string? Text(YamlNode node, Subject what)
    {
        if (node is YamlScalar { Value: string { Length: > 0 } text }) return HasNul(text, node, what) ? null : text;
        if (IsNull(node)) return null;
        if (node is YamlScalar { Value: string }) findings.Add("empty-value", node.Place, $"{what} is empty", "text");
        else Wrong(node, what, "text");
        return null;
    }

    /// <summary>Reports text that no path, word or name of the operating system can hold.</summary>
    public bool HasNul(string text, YamlNode node, Subject what)
    {
        if (!text.Contains('\0')) return false;
        findings.Add("bad-value", node.Place, $"{what} holds a NUL character", "text without it");
        return true;
    }

    /// <summary>A flag; the words of YAML 1.1 count too.</summary>
    public bool Flag(YamlNode node, Subject what)
    {
        if (node is YamlScalar scalar)
        {
            if (scalar.Value is bool value) return value;
            if (scalar.Value is null) return false;
            if (scalar.Value is string text)
            {
                if (text is "yes" or "Yes" or "YES" or "on" or "On" or "ON") return true;
                if (text is "no" or "No" or "NO" or "off" or "Off" or "OFF") return false;
            }
        }

        Wrong(node, what, "true or false");
        return false;
    }

    /// <summary>A whole number within bounds.</summary>
    public int? Number(YamlNode node, Subject what, int least)
    {
        if (node is YamlScalar { Value: long value } && value >= least && value <= int.MaxValue) return (int)value;
        if (IsNull(node)) return null;
        var expected = least == 0 ? "a whole number, 0 or more" : $"a whole number, {least} or more";
        if (node is YamlScalar { Value: long or double or System.Numerics.BigInteger }) findings.Add("bad-number", node.Place, $"{what} is {Shown.Text(((YamlScalar)node).Text)}", expected);
        else Wrong(node, what, expected);
        return null;
    }

    /// <summary>A duration.</summary>
    public TimeSpan? Duration(YamlNode node, Subject what, bool positive)
    {
        if (IsNull(node)) return null;
        if (node is YamlScalar { Value: not bool } scalar)
        {
            if (Durations.Parse(scalar.Value) is { } duration && (!positive || duration > TimeSpan.Zero)) return duration;
            findings.Add("bad-duration", node.Place, $"{what} is '{Shown.Text(scalar.Text)}'", positive ? $"{Durations.Expected}; more than 0" : Durations.Expected);
        }
        else
        {
            Wrong(node, what, Durations.Expected);
        }

        return null;
    }

    /// <summary>One of a few words.</summary>
    public string? Choice(YamlNode node, Subject what, IReadOnlyList<string> choices)
    {
        if (Text(node, what) is not { } text) return null;
        if (choices.Contains(text)) return text;
        findings.Add("bad-value", node.Place, $"{what} is '{Shown.Text(text)}'", Expected.OneOf(choices), Suggestion(text, choices));
        return null;
    }

    /// <summary>Texts with their places: a list, or one text alone.</summary>
    public IReadOnlyList<YamlScalar> Texts(YamlNode node, Subject what)
    {
        if (node is YamlScalar { Value: string } alone) return Text(alone, what) is null ? [] : [alone];
        if (IsNull(node)) return [];
        if (node is not YamlList list)
        {
            Wrong(node, what, "text or a list of texts");
            return [];
        }

        var texts = new List<YamlScalar>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (item is YamlScalar { Value: string { Length: > 0 } } text)
            {
                if (!HasNul(text.Text, item, what)) texts.Add(text);
            }
            else if (item is YamlScalar { Value: string }) findings.Add("empty-value", item.Place, $"{what.Entry} is empty", "text");
            else findings.Add("wrong-type", item.Place, $"{what.Entry} is {Shown.Node(item)}", "text", Quoted(item));
        }

        return texts;
    }

    /// <summary>The entries of a map.</summary>
    public IReadOnlyList<YamlEntry> Map(YamlNode node, Subject what, string expected = "a map of keys")
    {
        if (node is YamlMap map) return map.Entries;
        if (!IsNull(node)) Wrong(node, what, expected);
        return [];
    }

    /// <summary>Reports a value of the wrong type.</summary>
    public void Wrong(YamlNode node, Subject what, string expected)
    {
        var suggestion = expected.StartsWith("text", StringComparison.Ordinal) ? Quoted(node) : Unquoted(node);
        findings.Add("wrong-type", node.Place, $"{what} is {Shown.Node(node)}", expected, suggestion);
    }

    private static string Quoted(YamlNode node)
        => node is YamlScalar { Value: not (null or string) } scalar ? $"put it in quotes: \"{Shown.Text(scalar.Text)}\"" : "";

    private static string Unquoted(YamlNode node)
        => node is YamlScalar { Value: string { Length: < 100 } text } && YamlScalars.Resolve(text) is not (string or null) ? "take off the quotes" : "";

    /// <summary>Reports a key that this level does not know.</summary>
    public void Unknown(YamlEntry entry, string where, IReadOnlyList<string> known)
    {
        if (findings.IsFull) return;
        var suggestion = Suggestion(entry.Key, known);
        // A long list beside the right key would only hide it.
        findings.Add("unknown-key", entry.KeyPlace, $"unknown key '{Shown.Text(entry.Key)}' in {where}", suggestion.Length > 0 && known.Count > FewKeys ? "" : Expected.OneOf(known), suggestion);
    }

    /// <summary>Whether nothing is written.</summary>
    public static bool IsNull(YamlNode node) => node is YamlScalar { Value: null };

    /// <summary>A did-you-mean, or nothing.</summary>
    public string Suggestion(string name, IReadOnlyCollection<string> known)
        => findings.MaySuggestFrom(known.Count) && NearestName.Of(name, known) is { } near ? $"did you mean '{near}'?" : "";
}
