using Kptn.Engine.Graphs;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Projects;

namespace Kptn.Testing.Reviewing;

/// <summary>Chooses tasks of several graphs at once: a word must name something in one of them.</summary>
/// <param name="root">The folder of kptn.yaml, absolute.</param>
/// <param name="graphs">The graphs.</param>
/// <param name="failed">Gives the tasks of a graph that failed at their last try.</param>
internal sealed class TaskChoice(string root, IReadOnlyList<TaskGraph> graphs, Func<TaskGraph, IReadOnlySet<string>> failed)
{
    /// <summary>The chosen tasks, by graph.</summary>
    /// <param name="selection">The words.</param>
    /// <param name="findings">Gets what is wrong with them.</param>
    public IReadOnlySet<(string Graph, string Task)> Of(Selection selection, List<Finding> findings)
    {
        findings.AddRange(selection.Findings);
        if (selection.Include.Concat(selection.Exclude).FirstOrDefault(word => word is { Kind: SelectorKind.State, Pattern: "stale" }) is { } stale)
        {
            findings.Add(new Finding("bad-selector", new Place("command line"), $"'{stale.Text}' has no meaning here: what was received is not told by what is out of date", "names, globs, tags, files or state:failed"));
        }

        if (findings.Exists(finding => finding.Severity == Severity.Error)) return new HashSet<(string, string)>();
        var chosen = selection.Include.Count == 0 ? Resolve(Selection.All, findings) : Union(selection.Include, findings);
        if (selection.Exclude.Count > 0) chosen.ExceptWith(Union(selection.Exclude, findings));
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
        foreach (var graph in graphs)
        {
            var result = selection.Resolve(graph, root, _ => failed(graph));
            missing.AddRange(result.Findings);
            chosen.UnionWith(result.Tasks.Select(task => (graph.Name, task)));
        }

        if (chosen.Count == 0) findings.AddRange(missing);
        return chosen;
    }
}
