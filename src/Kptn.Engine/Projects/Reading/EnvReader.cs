using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>env</c>: names that count, or a map of values to set.</summary>
internal sealed class EnvReader(FindingList findings)
{
    private readonly ValueReader _values = new(findings);

    /// <summary>Reads the value into <paramref name="draft"/>; a name without a value counts as one in a list.</summary>
    public void Read(YamlNode node, TaskDraft draft)
    {
        var what = new Subject("env", draft.Owner);
        var names = new List<string>();
        var seen = new HashSet<string>();
        var values = new List<KeyValuePair<string, string>>();
        if (node is YamlMap map)
        {
            foreach (var entry in map.Entries)
            {
                if (!IsName(entry.Key, entry.KeyPlace, what)) continue;
                if (entry.Value is not YamlScalar scalar) _values.Wrong(entry.Value, new(entry.Key, what.ToString()), "text");
                else if (scalar.Value is null) names.Add(entry.Key);
                else if (!_values.HasNul(scalar.Text, scalar, what)) values.Add(new(entry.Key, scalar.Text));
            }
        }
        else
        {
            foreach (var text in _values.Texts(node, what))
            {
                if (IsName(text.Text, text.Place, what) && seen.Add(text.Text)) names.Add(text.Text);
            }
        }

        (draft.EnvNames, draft.EnvValues) = (names, values);
    }

    private bool IsName(string name, Place place, Subject what)
    {
        if (Names.IsIdentifier(name)) return true;
        var equals = name.IndexOf('=');
        findings.Add("bad-env-name", place, $"'{Shown.Text(name)}' in {what} is no name of an environment variable", "letters, digits and '_'", equals > 0 ? $"write {{{Shown.Text(name[..equals])}: {Shown.Text(name[(equals + 1)..])}}} to set it" : "");
        return false;
    }
}
