using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Looks whether artifacts are where outputs go: a folder that is an output would hold them, and whoever clears the scratch dir would lose them.</summary>
internal static class ArtifactsCheck
{
    /// <summary>What is wrong; <see langword="null"/> where nothing is.</summary>
    /// <param name="project">The project.</param>
    /// <param name="scratch">The scratch dir, absolute.</param>
    public static Finding? Of(Project project, string scratch)
    {
        if (project.Settings.ArtifactsDir is not { } folder) return null;
        if (folder != scratch && !folder.StartsWith(scratch + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        var place = project.Settings.Raw?["artifacts"]?.Place ?? new Place(project.ConfigPath);
        return new Finding("artifacts-in-scratch", place, $"'artifacts' of 'settings' is '{folder}', which is in the scratch dir", "a folder outside the scratch dir");
    }
}
