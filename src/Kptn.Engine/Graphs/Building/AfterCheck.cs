using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Checks <c>after</c>, which belongs to a task and not to a graph: a graph may lack what a task waits for, the project may not.</summary>
internal static class AfterCheck
{
    public static void Check(Project project, FindingSink findings)
    {
        foreach (var task in project.Tasks.Values)
        {
            foreach (var name in task.After)
            {
                if (name == task.Name)
                {
                    if (!findings.IsNew("self-dependency", task, name)) continue;
                    findings.Add(new Finding("self-dependency", task.Place, $"task '{name}' waits for itself: its after lists '{name}'"));
                }
                else if (!project.Tasks.ContainsKey(name) && findings.IsNew("unknown-task", task, name))
                {
                    findings.Add(new Finding(
                        "unknown-task",
                        task.Place,
                        $"after of task '{task.Name}' names '{name}', which is not under tasks",
                        "the name of a task",
                        findings.DidYouMean(name, project.Tasks)));
                }
            }
        }
    }
}
