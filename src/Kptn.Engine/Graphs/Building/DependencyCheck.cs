using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Reads the dependencies of an entry and says which of them lead nowhere.</summary>
internal sealed class DependencyCheck(Project project, FindingSink findings)
{
    /// <summary>The dependencies that are in the graph, each once, in the order declared.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="entry">The entry that lists them.</param>
    /// <param name="members">Numbers of the graph's tasks by name, without those that are declared nowhere.</param>
    public IReadOnlyList<string> Of(FlatGraph graph, GraphEntry entry, Dictionary<string, int> members)
    {
        var declared = entry.Dependencies;
        if (declared.Count == 0) return [];
        if (declared.Count == 1) return Leads(graph, entry, declared[0], members) ? [declared[0].Task] : [];
        var names = new List<string>(declared.Count);
        var taken = declared.Count > 8 ? new HashSet<string>(declared.Count, StringComparer.Ordinal) : null;
        for (var i = 0; i < declared.Count; i++)
        {
            var dependency = declared[i];
            if (!Leads(graph, entry, dependency, members)) continue;
            if (taken is null ? names.Contains(dependency.Task) : !taken.Add(dependency.Task)) Duplicate(graph, entry, dependency);
            else names.Add(dependency.Task);
        }

        return names;
    }

    /// <summary>Reports an entry of a graph that names no task.</summary>
    public void ReportUnlisted(FlatGraph graph, GraphEntry entry)
    {
        if (!findings.IsNew("unknown-task", entry, entry.Task)) return;
        findings.Add(new Finding(
            "unknown-task",
            entry.Place,
            $"graph '{graph.Name}' lists '{entry.Task}', which is not under tasks",
            "the name of a task",
            findings.DidYouMean(entry.Task, project.Tasks)));
    }

    private bool Leads(FlatGraph graph, GraphEntry entry, GraphDependency dependency, Dictionary<string, int> members)
    {
        if (dependency.Task == entry.Task) Report("self-dependency", entry, dependency, $"task '{entry.Task}' of graph '{graph.Name}' depends on itself");
        else if (members.ContainsKey(dependency.Task)) return true;
        else if (graph.Tasks.ContainsKey(dependency.Task)) return false;
        else if (!project.Tasks.ContainsKey(dependency.Task)) Unknown(graph, entry, dependency);
        else if (!graph.IsPartial) NotInGraph(graph, entry, dependency);
        return false;
    }

    private void Unknown(FlatGraph graph, GraphEntry entry, GraphDependency dependency)
    {
        if (!findings.IsNew("unknown-task", entry, dependency.Task)) return;
        var near = findings.DidYouMean(dependency.Task, graph.Tasks);
        findings.Add(new Finding(
            "unknown-task",
            dependency.Place,
            $"task '{entry.Task}' of graph '{graph.Name}' depends on '{dependency.Task}', which is not under tasks",
            $"a task of graph '{graph.Name}'",
            near.Length > 0 ? near : findings.DidYouMean(dependency.Task, project.Tasks)));
    }

    private void NotInGraph(FlatGraph graph, GraphEntry entry, GraphDependency dependency)
    {
        if (!findings.IsNew("dependency-not-in-graph", entry, dependency.Task)) return;
        findings.Add(new Finding(
            "dependency-not-in-graph",
            dependency.Place,
            $"task '{entry.Task}' of graph '{graph.Name}' depends on '{dependency.Task}', which graph '{graph.Name}' does not list",
            $"a task of graph '{graph.Name}'",
            $"list '{dependency.Task}' under graphs.{graph.Name}.tasks"));
    }

    private void Duplicate(FlatGraph graph, GraphEntry entry, GraphDependency dependency) =>
        Report(
            "duplicate-dependency",
            entry,
            dependency,
            $"task '{entry.Task}' of graph '{graph.Name}' names dependency '{dependency.Task}' more than once",
            Severity.Warning);

    private void Report(string code, GraphEntry entry, GraphDependency dependency, string message, Severity severity = Severity.Error)
    {
        if (findings.IsNew(code, entry, dependency.Task)) findings.Add(new Finding(code, dependency.Place, message, Severity: severity));
    }
}
