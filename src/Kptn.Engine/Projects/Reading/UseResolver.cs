using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Copies the keys of tasks that others <c>use</c>.</summary>
internal sealed class UseResolver(IReadOnlyDictionary<string, YamlMap> tasks, FindingList findings)
{
    private readonly ValueReader _values = new(findings);
    private readonly Dictionary<string, IReadOnlyList<TaskEntry>> _resolved = [];
    private readonly HashSet<string> _broken = [];

    /// <summary>Whether the chain of a task that was resolved ends in a finding, so that keys may be missing.</summary>
    public bool IsBroken(string name) => _broken.Contains(name);

    /// <summary>All keys of a task: its own, then those of the task that it uses, where it does not restate them.</summary>
    public IReadOnlyList<TaskEntry> Resolve(string name)
    {
        var chain = new List<(string Name, YamlNode? Use)>();
        var onChain = new HashSet<string>();
        var next = name;
        while (next is not null && !_resolved.ContainsKey(next))
        {
            if (!onChain.Add(next))
            {
                ReportCycle(chain, next);
                next = null;
                break;
            }

            var use = tasks[next]["use"];
            chain.Add((next, use));
            next = use is null ? null : Target(next, use);
        }

        if (next is null ? chain.Count > 0 && chain[^1].Use is not null : _broken.Contains(next)) _broken.UnionWith(onChain);
        var below = next is not null && _resolved.TryGetValue(next, out var known) ? known : [];
        for (var at = chain.Count - 1; at >= 0; at--)
        {
            below = Overlay(chain[at].Name, below);
            _resolved[chain[at].Name] = below;
        }

        return below;
    }

    private string? Target(string name, YamlNode use)
    {
        if (_values.Text(use, new("use", $"task '{Shown.Text(name)}'")) is not { } target) return null;
        if (tasks.ContainsKey(target)) return target;
        findings.Add("unknown-task", use.Place, $"task '{Shown.Text(name)}' uses '{Shown.Text(target)}', which is no task", "", _values.Suggestion(target, [.. tasks.Keys]));
        return null;
    }

    private void ReportCycle(List<(string Name, YamlNode? Use)> chain, string again)
    {
        var start = chain.FindIndex(link => link.Name == again);
        var names = chain.Skip(start).Select(link => Shown.Text(link.Name)).ToList();
        var shown = names.Count > 10 ? [.. names.Take(9), "…"] : names;
        findings.Add("use-cycle", chain[start].Use!.Place, $"task '{Shown.Text(again)}' uses itself: {string.Join(" → ", shown)} → {Shown.Text(again)}", "a chain of 'use' that ends");
    }

    private List<TaskEntry> Overlay(string name, IReadOnlyList<TaskEntry> below)
    {
        var own = tasks[name].Entries;
        var all = new List<TaskEntry>(own.Count + below.Count);
        foreach (var entry in own) all.Add(new TaskEntry(entry, name));
        foreach (var entry in below)
        {
            if (!all.Exists(mine => Restates(mine.Entry.Key, entry.Entry.Key))) all.Add(entry);
        }

        return all;
    }

    // A task has a script or a command: stating one replaces the other.
    private static bool Restates(string mine, string theirs)
        => mine == theirs || theirs == "use" || (mine == "command" && theirs == "file") || (mine == "file" && theirs == "command");
}
