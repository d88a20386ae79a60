using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>iterable_item</c> and <c>map_over</c>.</summary>
internal sealed class MapReader(FindingList findings)
{
    private const string Form = "letters, digits and '_', several of them with commas between: US_STATE,ZIP_CODE";
    private readonly ValueReader _values = new(findings);

    /// <summary>The names of an item's parts.</summary>
    public IReadOnlyList<string> Names(YamlNode node, Subject what)
    {
        var names = new List<string>();
        var seen = new HashSet<string>();
        foreach (var text in _values.Texts(node, what))
        {
            foreach (var part in text.Text.Split(','))
            {
                var name = part.Trim();
                if (!Projects.Names.IsIdentifier(name)) findings.Add("bad-item-name", text.Place, $"'{Shown.Text(name)}' in {what} is no name of an item", Form);
                else if (!seen.Add(name)) findings.Add("duplicate-item-name", text.Place, $"'{name}' stands twice in {what}", "each name once");
                else names.Add(name);
            }
        }

        return names;
    }

    /// <summary>What a task maps over: names, or files under a name.</summary>
    public void MapOver(YamlNode node, TaskDraft draft)
    {
        var what = new Subject("map_over", draft.Owner);
        if (node is not YamlMap map)
        {
            draft.MapOver = Names(node, what);
            return;
        }

        foreach (var entry in map.Entries)
        {
            if (entry.Key == "glob") draft.MapGlob = Glob(entry.Value, new("glob", what.ToString()));
            else if (entry.Key == "key") draft.MapOver = Names(entry.Value, new("key", what.ToString()));
            else _values.Unknown(entry, what.ToString(), KnownKeys.MapOver);
        }

        foreach (var key in KnownKeys.MapOver)
        {
            if (map[key] is null or YamlScalar { Value: null }) findings.Add("missing-key", map.Place, $"{what} has no key '{key}'", "{glob: \"in/*.csv\", key: FILE}");
        }
    }

    private string? Glob(YamlNode node, Subject what)
    {
        if (_values.Text(node, what) is not { } glob) return null;
        if (!glob.Contains('\\')) return glob;
        findings.Add("bad-path", node.Place, $"'{Shown.Text(glob)}' in {what} has backslashes", "slashes on every system", $"write '{Shown.Text(glob.Replace('\\', '/'))}'");
        return null;
    }
}
