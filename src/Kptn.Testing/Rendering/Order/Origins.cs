using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Order;

/// <summary>Where the changes of a report begin: tasks that changed while none upstream of them did.</summary>
internal sealed class Origins
{
    private readonly HashSet<(string Graph, string Task)> _followers = [];
    private readonly List<TestOutcome> _changed;

    private Origins(IReadOnlyList<TestOutcome> outcomes)
    {
        _changed = [.. outcomes.Where(outcome => outcome.Status is TestStatus.Changed or TestStatus.Failed).DistinctBy(outcome => (outcome.Graph, outcome.Task))];
        var changed = _changed.Select(outcome => (outcome.Graph, outcome.Task)).ToHashSet();
        foreach (var outcome in _changed.Where(outcome => outcome.IsUpstreamApproved != true))
        {
            if (outcome.Upstream.Any(task => changed.Contains((outcome.Graph, task)))) _followers.Add((outcome.Graph, outcome.Task));
        }
    }

    /// <summary>Where the changes begin.</summary>
    public static Origins Of(IReadOnlyList<TestOutcome> outcomes) => new(outcomes);

    /// <summary>Whether a task's changes may come from another's.</summary>
    public bool IsFollower(string graph, string task) => _followers.Contains((graph, task));

    /// <summary>What there is to say, in one sentence; empty where nothing is.</summary>
    public string Sentence()
    {
        if (_changed.Count == 0) return "";
        if (_followers.Count == 0)
        {
            if (_changed.Any(outcome => outcome.IsUpstreamApproved != true)) return "";
            return _changed.Count == 1
                ? "It ran on approved upstream outputs, so what changed is its own."
                : "Each ran on approved upstream outputs, so what changed is its own.";
        }

        var first = _changed.Where(outcome => !IsFollower(outcome.Graph, outcome.Task)).Select(outcome => VisibleText.Of(outcome.Task)).ToList();
        var rest = Amounts.Count(_followers.Count, "task");
        return first.Count switch
        {
            0 => "",
            1 => $"It begins at {first[0]}; {rest} downstream of it changed too.",
            <= 3 => $"It begins at {string.Join(", ", first[..^1])} and {first[^1]}; {rest} downstream changed too.",
            _ => $"It begins at {first.Count} tasks, such as {first[0]}; {rest} downstream changed too.",
        };
    }
}
