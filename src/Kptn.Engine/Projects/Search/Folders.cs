namespace Kptn.Engine.Projects.Search;

/// <summary>Questions about folders that are answered by their names alone, without following links.</summary>
internal static class Folders
{
    private static readonly StringComparison Names = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The folder and those above it, nearest first.</summary>
    public static IEnumerable<string> Up(string folder)
    {
        for (var next = folder; !string.IsNullOrEmpty(next); next = Path.GetDirectoryName(next)) yield return next;
    }

    public static bool Same(string a, string b) => string.Equals(a, b, Names);

    public static bool IsBelow(string path, string folder) =>
        path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, Names);

    /// <summary>Whether a git work tree starts here; in linked work trees and submodules <c>.git</c> is a file.</summary>
    public static bool IsGitRoot(string folder)
    {
        var git = Path.Combine(folder, ".git");
        return Directory.Exists(git) || File.Exists(git);
    }
}
