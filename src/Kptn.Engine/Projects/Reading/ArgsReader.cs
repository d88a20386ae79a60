using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads args, and checks that <c>{ref: dep}</c> names a task.</summary>
internal sealed class ArgsReader(FindingList findings, IReadOnlyCollection<string> tasks, Func<string, bool> isTask)
{
    private readonly ValueReader _values = new(findings);

    /// <summary>The args in order.</summary>
    public IReadOnlyList<YamlEntry> Read(YamlNode node, Subject what)
    {
        var entries = _values.Map(node, what, "a map of names with values");
        foreach (var entry in entries)
        {
            if (entry.Value is not YamlMap { Entries: [{ Key: "ref" } reference] }) continue;
            if (reference.Value is not YamlScalar { Value: not null, Text: var task })
                _values.Wrong(reference.Value, new("ref", $"'{Shown.Text(entry.Key)}' in {what}"), "text: the name of a dependency");
            else if (!isTask(task))
                findings.Add("unknown-task", reference.Value.Place, $"'{Shown.Text(entry.Key)}' in {what} refers to '{Shown.Text(task)}', which is no task", "", _values.Suggestion(task, tasks));
        }

        return entries;
    }
}
