using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Reading;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Testing.Comparing.Settings.Reading;

/// <summary>Reads what may be said of all outputs at once or output by output.</summary>
internal sealed class ByOutputReader(ValueReader values, FindingList findings)
{
    private static readonly string[] Modes = ["auto", "table", "json", "text", "binary"];

    /// <summary>Reads <c>keys</c>: columns, or a map from outputs to columns.</summary>
    public CompareSettings Keys(YamlNode node, Subject what, CompareSettings settings)
    {
        if (node is not YamlMap map) return settings with { Keys = Columns(node, what) };
        return settings with { KeysByOutput = [.. map.Entries.Select(entry => new OutputKeys(entry.Key, Columns(entry.Value, what)))] };
    }

    /// <summary>Reads <c>mode</c>: a word, or a map from outputs to words.</summary>
    public CompareSettings Mode(YamlNode node, Subject what, CompareSettings settings)
    {
        if (node is not YamlMap map) return settings with { Mode = ModeOf(node, what) };
        return settings with { ModeByOutput = [.. map.Entries.Select(entry => new OutputMode(entry.Key, ModeOf(entry.Value, what)))] };
    }

    private CompareMode ModeOf(YamlNode node, Subject what) => values.Choice(node, what, Modes) is { } mode ? Enum.Parse<CompareMode>(mode, ignoreCase: true) : CompareMode.Auto;

    private List<string> Columns(YamlNode node, Subject what)
    {
        var columns = new List<string>();
        foreach (var column in values.Texts(node, what))
        {
            if (!columns.Contains(column.Text)) columns.Add(column.Text);
            else findings.Add("duplicate-column", column.Place, $"column '{Shown.Text(column.Text)}' stands twice in {what}", "each column once");
        }

        return columns;
    }
}
