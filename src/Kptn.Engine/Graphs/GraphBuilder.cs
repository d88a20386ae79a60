using System.Collections.ObjectModel;
using Kptn.Engine.Graphs.Building;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs;

/// <summary>Makes the graphs of a project: flattens <c>extends</c>, overlays args and config, orders tasks.</summary>
public static class GraphBuilder
{
    /// <summary>Makes every graph of a project and says what is wrong with any of them. What a parent and its children share is reported once.</summary>
    /// <param name="project">The project as read.</param>
    public static GraphBuildResult Build(Project project)
    {
        var findings = new FindingSink();
        var extends = new ExtendsOrder(project, findings);
        var flattener = new GraphFlattener(extends, findings);
        var assembler = new GraphAssembler(project, findings);
        var built = new Dictionary<string, TaskGraph>(project.Graphs.Count, StringComparer.Ordinal);
        foreach (var definition in extends.ParentsFirst)
        {
            var tasks = assembler.Assemble(flattener.Flatten(definition));
            built[definition.Name] = new TaskGraph(definition.Name, tasks, Overlay.Of(project.Config, definition.Config));
        }

        var graphs = new OrderedDictionary<string, TaskGraph>(built.Count, StringComparer.Ordinal);
        foreach (var name in project.Graphs.Keys) graphs.Add(name, built[name]);
        return new GraphBuildResult(new ReadOnlyDictionary<string, TaskGraph>(graphs), findings.InFileOrder());
    }
}
