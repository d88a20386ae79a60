namespace Kptn.Engine.Projects;

/// <summary>kptn's own folder, which git does not see.</summary>
public static class KptnFolder
{
    /// <summary>Makes it where it is missing, with a <c>.gitignore</c> that ignores all of it.</summary>
    /// <param name="path">The folder, absolute.</param>
    public static void Create(string path)
    {
        var ignore = Path.Combine(path, ".gitignore");
        if (File.Exists(ignore)) return;
        Directory.CreateDirectory(path);
        File.WriteAllText(ignore, "*\n");
    }
}
