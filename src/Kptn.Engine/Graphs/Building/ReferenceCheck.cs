using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Checks that an arg <c>{ref: dep}</c> names a dependency that keeps its result; that it names a task at all is checked where args are read.</summary>
internal sealed class ReferenceCheck(Project project, FindingSink findings)
{
    public void Check(FlatGraph graph, GraphEntry entry, GraphTask task, IReadOnlyDictionary<string, GraphTask> tasks)
    {
        foreach (var arg in task.Args)
        {
            if (arg.Value is not YamlMap { Entries: [{ Key: "ref", Value: YamlScalar { Text: var name } value }] }) continue;
            if (task.Dependencies.Contains(name)) CheckResult(task, tasks[name], arg, value);
            else if (project.Tasks.ContainsKey(name)) NotDependency(graph, entry, task, arg, value);
        }
    }

    private void CheckResult(GraphTask task, GraphTask dependency, YamlEntry arg, YamlScalar value)
    {
        if (dependency.Definition.CacheResult || !findings.IsNew("ref-without-result", arg, task.Name)) return;
        findings.Add(new Finding(
            "ref-without-result",
            value.Place,
            $"arg '{arg.Key}' of task '{task.Name}' takes the result of '{dependency.Name}', whose result is not kept",
            Suggestion: $"set cache_result: true in task '{dependency.Name}'"));
    }

    private void NotDependency(FlatGraph graph, GraphEntry entry, GraphTask task, YamlEntry arg, YamlScalar value)
    {
        // A declared dependency that is missing here was left out as unknown, and reported as that.
        if (entry.Dependencies.Any(dependency => dependency.Task == value.Text)) return;
        if (!findings.IsNew("ref-not-dependency", entry, $"{arg.Key}={value.Text}")) return;
        var near = findings.DidYouMean(value.Text, task.Dependencies.ToDictionary(name => name));
        findings.Add(new Finding(
            "ref-not-dependency",
            value.Place,
            $"arg '{arg.Key}' of task '{task.Name}' takes the result of '{value.Text}', which is not a dependency of '{task.Name}' in graph '{graph.Name}'",
            "the name of a dependency",
            near.Length > 0 ? near : $"add '{value.Text}' to the dependencies of '{task.Name}'"));
    }
}
