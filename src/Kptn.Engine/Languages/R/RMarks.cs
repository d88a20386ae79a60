namespace Kptn.Engine.Languages.R;

/// <summary>What makes a folder the root of a project for R's <c>here</c> and <c>rprojroot</c>.</summary>
internal static class RMarks
{
    /// <summary>Names of files.</summary>
    public static IReadOnlyList<string> Files { get; } = [".here", "DESCRIPTION", "_quarto.yml", "remake.yml", ".projectile"];

    /// <summary>What the names of other such files end in.</summary>
    public const string ProjectFile = ".Rproj";

    /// <summary>Whether a folder is one for what is no file of the project.</summary>
    /// <param name="folder">The folder, absolute.</param>
    public static bool IsRepository(string folder) => Path.Exists(Path.Combine(folder, ".git")) || Path.Exists(Path.Combine(folder, ".svn"));
}
