using Kptn.Engine.Graphs;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Puts values into the paths that a task declares.</summary>
internal static class TaskPaths
{
    /// <summary>The outputs of a task; those of a mapped task keep the variables that stand for an item's values.</summary>
    public static IReadOnlyList<string> Outputs(GraphTask task, ICollection<Finding> findings)
    {
        var paths = new string[task.Definition.Outputs.Count];
        for (var i = 0; i < paths.Length; i++)
        {
            var output = task.Definition.Outputs[i];
            var path = Variables.Expand(output.Text, name => task.Definition.MapOver.Contains(name) ? $"${{{name}}}" : TaskVariables.Lookup(task, name), out var unknown);
            if (unknown is not null)
            {
                findings.Add(new Finding(
                    "unknown-variable",
                    output.Place,
                    $"output '{output.Text}' of task '{task.Name}' uses ${{{unknown}}}, which has no value",
                    "an arg of the task or an environment variable of that name"));
            }
            else if (output.Text.Contains("${", StringComparison.Ordinal) && (path.Split('/').Contains("..") || Path.IsPathRooted(path)))
            {
                findings.Add(new Finding(
                    "output-outside-scratch",
                    output.Place,
                    $"output '{output.Text}' of task '{task.Name}' becomes '{path}', which leaves the scratch dir",
                    "a path below the scratch dir"));
            }

            paths[i] = path;
        }

        return paths;
    }

    /// <summary>Checks a <c>file</c> that has variables: they must be values of items.</summary>
    public static void CheckScript(GraphTask task, ICollection<Finding> findings)
    {
        var definition = task.Definition;
        if (definition.ScriptFolders.Count == 0) return;
        Variables.Expand(definition.File!, name => definition.MapOver.Contains(name) ? "" : null, out var unknown);
        if (unknown is null) return;
        findings.Add(new Finding(
            "unknown-variable",
            definition.FilePlace,
            $"file '{definition.File}' of task '{task.Name}' uses ${{{unknown}}}, which is no value of an item",
            definition.IsMapped ? $"one of {string.Join(", ", definition.MapOver)}" : "a path without variables, or a task with map_over",
            NearestName.Of(unknown, definition.MapOver) is { } near ? $"did you mean '${{{near}}}'?" : ""));
    }
}
