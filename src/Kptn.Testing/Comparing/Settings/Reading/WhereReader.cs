using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Reading;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Testing.Comparing.Settings.Reading;

/// <summary>Reads <c>where</c>: a map from columns to a value, a list of values, or <c>{not: …}</c>.</summary>
internal sealed class WhereReader(ValueReader values, FindingList findings)
{
    private const string Value = "a value, a list of values, or {not: …}";

    /// <summary>Reads the conditions.</summary>
    public IReadOnlyList<RowCondition> Read(YamlNode node, Subject what)
        => [.. values.Map(node, what, "a map from columns to values").Select(entry => Condition(entry, what)).OfType<RowCondition>()];

    private RowCondition? Condition(YamlEntry entry, Subject what)
    {
        if (entry.Value is not YamlMap map) return Values(entry.Value, entry.Key, what) is { } plain ? new RowCondition(entry.Key, plain) : null;
        foreach (var unknown in map.Entries.Where(other => other.Key != "not")) values.Unknown(unknown, what.ToString(), ["not"]);
        return map["not"] is { } not && Values(not, entry.Key, what) is { } excluded ? new RowCondition(entry.Key, excluded, IsExcluded: true) : null;
    }

    private List<string>? Values(YamlNode node, string column, Subject what)
    {
        var texts = new List<string>();
        foreach (var item in node is YamlList list ? list.Items : [node])
        {
            if (item is not YamlScalar scalar)
            {
                findings.Add("wrong-type", item.Place, $"'{Shown.Text(column)}' in {what} is {Shown.Node(item)}", Value);
                return null;
            }

            // Nothing stands for an empty cell.
            texts.Add(scalar.Value is null ? "" : scalar.Text);
        }

        return texts;
    }
}
