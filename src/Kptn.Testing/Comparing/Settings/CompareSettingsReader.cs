using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Reading;
using Kptn.Engine.Projects.Yaml;
using Kptn.Testing.Comparing.Settings.Reading;

namespace Kptn.Testing.Comparing.Settings;

/// <summary>Reads <c>tasks.T.snapshot</c>.</summary>
public static class CompareSettingsReader
{
    /// <summary>Reads the settings of a task.</summary>
    /// <param name="task">The task.</param>
    public static CompareSettingsResult Read(TaskDefinition task) => Read(task.Snapshot, $"task '{task.Name}'", CompareSettings.Default);

    /// <summary>Reads settings.</summary>
    /// <param name="snapshot">The map; <see langword="null"/> where nothing is said.</param>
    /// <param name="owner">Whose they are, as messages say it, such as <c>task 'A'</c>.</param>
    /// <param name="defaults">What counts where nothing is said.</param>
    public static CompareSettingsResult Read(YamlMap? snapshot, string owner, CompareSettings defaults)
    {
        var findings = new FindingList();
        var settings = defaults;
        foreach (var entry in snapshot?.Entries ?? []) settings = Read(entry, owner, settings, findings);
        if (settings is { Ordered: true, Sort.IsOn: true } && snapshot?["ordered"] is { } ordered)
            findings.Warn("unused-key", ordered.Place, $"'ordered' of {owner} has no effect, since 'sort' sorts the rows before they are compared");
        foreach (var key in settings.Keys.Where(key => Wildcards.FitsAny(settings.Ignore, key)))
            findings.Warn("key-ignored", snapshot?["ignore"]?.Place ?? default, $"'{key}' is a key of {owner} and is also ignored", "a column that is one or the other", "the key counts");
        return new CompareSettingsResult(settings, findings.All);
    }

    private static CompareSettings Read(YamlEntry entry, string owner, CompareSettings settings, FindingList findings)
    {
        var (values, what, node) = (new ValueReader(findings), new Subject(entry.Key, owner), entry.Value);
        switch (entry.Key)
        {
            case "keys": return new ByOutputReader(values, findings).Keys(node, what, settings);
            case "mode": return new ByOutputReader(values, findings).Mode(node, what, settings);
            case "ignore": return settings with { Ignore = Texts(values, node, what) };
            case "sort": return settings with { Sort = SortOf(values, node, what) };
            case "tolerance": return settings with { Tolerance = new ToleranceReader(values, findings).Read(node, what) };
            case "scrub": return settings with { Scrub = new ScrubReader(values, findings).Read(node, what) };
            case "skip": return settings with { Skip = IsFlag(node) ? (values.Flag(node, what) ? ["*"] : []) : Texts(values, node, what) };
            case "ordered": return settings with { Ordered = ValueReader.IsNull(node) ? null : values.Flag(node, what) };
            case "where": return settings with { Where = new WhereReader(values, findings).Read(node, what) };
            case "thresholds": return settings with { Thresholds = new ThresholdsReader(values, findings).Read(node, what) };
            default:
                values.Unknown(entry, new Subject("snapshot", owner).ToString(), KnownKeys.Snapshot);
                return settings;
        }
    }

    private static SortSetting SortOf(ValueReader values, YamlNode node, Subject what)
    {
        if (IsFlag(node)) return values.Flag(node, what) ? SortSetting.All : SortSetting.None;
        var columns = Texts(values, node, what);
        return columns.Length == 0 ? SortSetting.None : SortSetting.By(columns);
    }

    private static string[] Texts(ValueReader values, YamlNode node, Subject what) => [.. values.Texts(node, what).Select(text => text.Text)];

    private static bool IsFlag(YamlNode node) => node is YamlScalar { Value: bool };
}
