using Kptn.Engine.Artifacts.Local;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>
/// The files of what is known, beside the artifacts. Nothing is waited for to be on disk: a file that a loss of power cut short does not match its checksum,
/// and then does not count.
/// </summary>
internal sealed class KnownFiles(string folder)
{
    private readonly TemporaryNames _names = new(Path.Combine(folder, "tmp"));

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string name, byte[] content)
    {
        var (temporary, target) = (_names.Next(), Path.Combine(folder, name));
        try
        {
            File.WriteAllBytes(temporary, content);
            ArtifactFiles.Rename(temporary, target);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads a file; <see langword="null"/> where there is none.</summary>
    public byte[]? Read(string name)
    {
        try
        {
            var path = Path.Combine(folder, name);
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>All names.</summary>
    public IEnumerable<string> All()
    {
        var root = Path.Combine(folder, KnownNames.Root);
        return Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')) : [];
    }

    /// <summary>The names below a prefix that ends in <c>/</c>, oldest first.</summary>
    public IReadOnlyList<string> List(string prefix)
    {
        try
        {
            var place = new DirectoryInfo(Path.Combine(folder, prefix));
            return place.Exists ? [.. place.EnumerateFiles().OrderBy(file => file.LastWriteTimeUtc).Select(file => prefix + file.Name)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
