using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Holds <c>settings.limits</c> against the tags that tasks bear.</summary>
internal sealed class LimitCheck(FindingList findings)
{
    /// <summary>Warns of limits that bound nothing.</summary>
    public void Check(Settings settings, IEnumerable<TaskDefinition> tasks)
    {
        if (settings.Limits.Count == 0 || settings.Raw?["limits"] is not YamlMap limits) return;
        var tags = tasks.SelectMany(task => task.Tags).ToHashSet();
        var values = new ValueReader(findings);
        foreach (var entry in limits.Entries)
        {
            if (!tags.Contains(entry.Key))
                findings.Warn("unused-limit", entry.KeyPlace, $"no task has the tag '{Shown.Text(entry.Key)}' of 'settings.limits'", "", values.Suggestion(entry.Key, tags));
        }
    }
}
