using Kptn.Testing.Comparing.Files;
using Kptn.Testing.Comparing.Folders;

namespace Kptn.Testing.Comparing;

/// <summary>A file or folder that is there.</summary>
/// <param name="Path">Where.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Bytes; of all its files where it is a folder.</param>
internal sealed record OutputEntry(string Path, bool IsFolder, long Size)
{
    /// <summary>What is at a path; <see langword="null"/> where nothing is.</summary>
    public static OutputEntry? At(string? path)
    {
        if (path is null) return null;
        if (Directory.Exists(path)) return new OutputEntry(path, true, FolderFiles.Of(path).Values.Sum(file => RegularFile.SizeOf(file) ?? 0));
        return RegularFile.SizeOf(path) is { } size ? new OutputEntry(path, false, size) : null;
    }
}
