namespace Kptn.Testing.Adapters;

/// <summary>
/// Finds the project that an attribute names. The compiler says where the attribute's file was when it was built: that may be another machine, another
/// checkout, or a path made the same for all (<c>/_/tests/Pipeline.cs</c>). The checkout that the test assembly lies in counts first.
/// </summary>
/// <param name="baseFolder">The folder of the test assembly.</param>
internal sealed class ProjectPlace(string baseFolder)
{
    /// <summary>The path of the kptn.yaml, or of its folder; <see langword="null"/> where it is nowhere.</summary>
    /// <param name="project">As the attribute has it.</param>
    /// <param name="sourceFile">The file of the attribute, as the compiler saw it.</param>
    public string? Find(string project, string sourceFile) =>
        Folders(sourceFile).Select(folder => Path.GetFullPath(Path.Combine(folder, project))).FirstOrDefault(path => File.Exists(path) || HasProject(path));

    private static bool HasProject(string folder) => File.Exists(Path.Combine(folder, "kptn.yaml")) || File.Exists(Path.Combine(folder, "pyproject.toml"));

    private IEnumerable<string> Folders(string sourceFile)
    {
        var source = sourceFile.Replace('\\', '/');
        if (SourceFolder(source) is { } near) yield return near;
        if (Path.IsPathFullyQualified(sourceFile)) yield return Path.GetDirectoryName(sourceFile)!;
        foreach (var folder in Ancestors()) yield return folder;
    }

    // As near to the test assembly, and then with as many names of the source file's path, as can be.
    private string? SourceFolder(string source)
    {
        var names = source.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in Ancestors())
        {
            for (var first = 0; first < names.Length; first++)
            {
                var file = Path.Combine([folder, .. names[first..]]);
                if (File.Exists(file)) return Path.GetDirectoryName(file);
            }
        }

        return null;
    }

    private IEnumerable<string> Ancestors()
    {
        for (var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseFolder)); folder is not null; folder = Path.GetDirectoryName(folder)) yield return folder;
    }
}
