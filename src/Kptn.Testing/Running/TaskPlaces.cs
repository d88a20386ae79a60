using Kptn.Engine.Projects;

namespace Kptn.Testing.Running;

/// <summary>Where a person would look for a task.</summary>
internal static class TaskPlaces
{
    /// <summary>The task's script, else its lines in kptn.yaml.</summary>
    /// <param name="project">The project.</param>
    /// <param name="task">The task.</param>
    public static Place Of(Project project, TaskDefinition task) => task.ScriptPath is { } script
        ? new Place(Path.GetRelativePath(project.Root, script).Replace(Path.DirectorySeparatorChar, '/'), 1, 1)
        : task.Place;
}
