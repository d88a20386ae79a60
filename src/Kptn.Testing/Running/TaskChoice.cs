using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Testing.Running;

/// <summary>Chooses tasks of several graphs at once: a word must name something in one of them.</summary>
/// <param name="benches">The graphs; all of one project.</param>
/// <param name="stale">Why <c>state:stale</c> is no word here, and what can be said instead.</param>
internal sealed class TaskChoice(IReadOnlyList<TestBench> benches, (string Why, string Instead) stale)
{
    private static readonly Place CommandLine = new("command line");

    /// <summary>The chosen tasks, by graph.</summary>
    /// <param name="selection">The words.</param>
    /// <param name="items">Which items are meant; <see langword="null"/> for all.</param>
    /// <param name="findings">Gets what is wrong with them.</param>
    public IReadOnlySet<(string Graph, string Task)> Of(Selection selection, ItemFilter? items, List<Finding> findings)
    {
        findings.AddRange(selection.Findings);
        if (selection.Include.Concat(selection.Exclude).FirstOrDefault(word => word is { Kind: SelectorKind.State, Pattern: "stale" }) is { } word)
        {
            findings.Add(new Finding("bad-selector", CommandLine, $"'{word.Text}' has no meaning here: {stale.Why}", stale.Instead));
        }

        if (findings.Exists(IsError)) return new HashSet<(string, string)>();
        var chosen = selection.Include.Count == 0 ? Resolve(Selection.All, findings) : Union(selection.Include, findings);
        if (selection.Exclude.Count > 0) chosen.ExceptWith(Union(selection.Exclude, findings));
        if (items is not null && !findings.Exists(IsError) && !benches.Any(bench => HasItems(bench, chosen, items)))
        {
            findings.Add(new Finding("no-match", CommandLine, $"none of the chosen tasks maps over {items.Asked}"));
        }

        return chosen;
    }

    private HashSet<(string Graph, string Task)> Union(IEnumerable<Selector> words, List<Finding> findings)
    {
        var chosen = new HashSet<(string, string)>();
        foreach (var word in words) chosen.UnionWith(Resolve(new Selection { Include = [word] }, findings));
        return chosen;
    }

    private HashSet<(string Graph, string Task)> Resolve(Selection selection, List<Finding> findings)
    {
        var chosen = new HashSet<(string, string)>();
        var missing = new List<Finding>();
        foreach (var bench in benches)
        {
            var result = selection.Resolve(bench.Graph, bench.Project.Root, _ => FailedTasks.Of(bench.ReadStates()));
            missing.AddRange(result.Findings);
            chosen.UnionWith(result.Tasks.Select(task => (bench.Graph.Name, task)));
        }

        if (chosen.Count == 0) findings.AddRange(missing.Distinct());
        return chosen;
    }

    private static bool HasItems(TestBench bench, HashSet<(string Graph, string Task)> chosen, ItemFilter items) =>
        bench.Graph.Tasks.Values.Any(task => chosen.Contains((bench.Graph.Name, task.Name)) && task.Definition.IsMapped && items.Applies(task.Definition.MapOver));

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;
}
