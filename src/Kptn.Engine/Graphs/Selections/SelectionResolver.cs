using Kptn.Engine.Graphs.Building;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Selections;

/// <summary>Chooses tasks of one graph.</summary>
internal sealed class SelectionResolver(TaskGraph graph, string projectRoot, Func<string, IReadOnlySet<string>> byState)
{
    private readonly TaskEdges _edges = new([.. graph.Tasks.Values]);
    private readonly Dictionary<string, IReadOnlySet<string>> _states = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly SelectionFindings _missing = new(graph);

    public SelectionResult Resolve(Selection selection)
    {
        var chosen = Chosen(selection);
        if (selection.Exclude.Count > 0)
        {
            var excluded = Union(selection.Exclude);
            for (var task = 0; task < chosen.Length; task++) chosen[task] &= !excluded[task];
        }

        var names = new List<string>();
        for (var task = 0; task < chosen.Length; task++)
        {
            if (chosen[task]) names.Add(_edges.Tasks[task].Name);
        }

        return new SelectionResult(names, _findings);
    }

    private bool[] Chosen(Selection selection)
    {
        if (selection.Include.Count > 0) return Union(selection.Include);

        // Words that could not be read must not widen the selection to all tasks.
        var chosen = new bool[_edges.Count];
        if (selection.Items.Count > 0) ChooseMapped(selection.Items, chosen);
        else if (selection.Findings.Count == 0) Array.Fill(chosen, true);
        return chosen;
    }

    private void ChooseMapped(IReadOnlyList<ItemSelector> items, bool[] chosen)
    {
        var keys = items.Select(item => item.Key).Distinct(StringComparer.Ordinal).ToList();
        var found = false;
        for (var task = 0; task < chosen.Length; task++)
        {
            if (!keys.TrueForAll(_edges.Tasks[task].Definition.MapOver.Contains)) continue;
            chosen[task] = found = true;
        }

        if (!found) _findings.AddRange(_missing.NoItem(keys));
    }

    private bool[] Union(IReadOnlyList<Selector> selectors)
    {
        var chosen = new bool[_edges.Count];
        var (upward, downward) = (new Stack<int>(), new Stack<int>());
        foreach (var selector in selectors)
        {
            foreach (var task in Matching(selector))
            {
                chosen[task] = true;
                if (selector.Ancestors) upward.Push(task);
                if (selector.Descendants) downward.Push(task);
            }
        }

        var (before, behind) = (Lineage.Reach(_edges, upward, ancestors: true), Lineage.Reach(_edges, downward, ancestors: false));
        for (var task = 0; task < chosen.Length; task++) chosen[task] |= before[task] || behind[task];
        return chosen;
    }

    private List<int> Matching(Selector selector)
    {
        if (selector.Kind == SelectorKind.Name && !NamePattern.IsPattern(selector.Pattern))
        {
            var number = _edges.NumberOf(selector.Pattern);
            if (number < 0) _findings.Add(_missing.NoTask(selector));
            return number < 0 ? [] : [number];
        }

        var matches = Matcher(selector);
        var found = new List<int>();
        for (var task = 0; task < _edges.Count; task++)
        {
            if (matches(_edges.Tasks[task])) found.Add(task);
        }

        // No task need be stale or failed; a pattern that matches nothing is a slip.
        if (found.Count == 0 && selector.Kind != SelectorKind.State) _findings.Add(_missing.NoMatch(selector));
        return found;
    }

    private Predicate<GraphTask> Matcher(Selector selector)
    {
        var pattern = selector.Pattern;
        switch (selector.Kind)
        {
            case SelectorKind.Tag:
                return task => task.Definition.Tags.Any(tag => tag == pattern || NamePattern.Matches(pattern, tag));
            case SelectorKind.File:
                return new FileMatcher(projectRoot, pattern).Matches;
            case SelectorKind.State:
                var inState = InState(pattern);
                return task => inState.Contains(task.Name);
            default:
                return task => NamePattern.Matches(pattern, task.Name);
        }
    }

    private IReadOnlySet<string> InState(string state)
    {
        if (!_states.TryGetValue(state, out var names)) _states[state] = names = byState(state);
        return names;
    }
}
