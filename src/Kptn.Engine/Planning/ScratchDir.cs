using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Where outputs go.</summary>
public static class ScratchDir
{
    /// <summary>The scratch dir: <c>settings.scratch_dir</c>, else <c>$SCRATCH_DIR/&lt;storage key&gt;</c>, else <c>scratch/</c> beside kptn.yaml.</summary>
    /// <param name="project">The project.</param>
    /// <param name="storageKey">The storage key.</param>
    /// <returns>An absolute path without a slash at its end.</returns>
    public static string Of(Project project, string storageKey)
    {
        var folder = project.Settings.ScratchDir;
        if (folder is null && Environment.GetEnvironmentVariable("SCRATCH_DIR") is { Length: > 0 } shared)
        {
            folder = Path.Combine(Path.GetFullPath(shared, project.Root), SafeName(storageKey));
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder ?? "scratch", project.Root));
    }

    /// <summary>The folder, absolute, that trials on a subset of items write to: one of kptn's own, so that git ignores it and the full outputs stay.</summary>
    /// <param name="project">The project.</param>
    public static string OfSubset(Project project) => Path.Combine(project.KptnDir, "subset");

    private static string SafeName(string storageKey)
    {
        var parts = storageKey.Split('/', '\\').Where(part => part is not ("" or "." or ".."));
        return string.Join(Path.DirectorySeparatorChar, parts) is { Length: > 0 } name ? name : "_";
    }
}
