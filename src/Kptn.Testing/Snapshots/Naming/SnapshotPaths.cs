namespace Kptn.Testing.Snapshots.Naming;

/// <summary>Paths of files on disk, by their names in manifests.</summary>
internal static class SnapshotPaths
{
    /// <summary>Compares paths as the file systems of this system mostly do.</summary>
    public static StringComparer Comparer { get; } = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>The path of a file.</summary>
    /// <param name="folder">The snapshot's folder, absolute.</param>
    /// <param name="file">Its name in the manifest, with <c>/</c>.</param>
    public static string In(string folder, string file) => Path.Combine(folder, file.Replace('/', Path.DirectorySeparatorChar));
}
