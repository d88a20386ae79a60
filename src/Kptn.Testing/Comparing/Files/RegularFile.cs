using Kptn.Engine.Fingerprints;

namespace Kptn.Testing.Comparing.Files;

/// <summary>Files with content to read, through links: a link that leads nowhere has none, a pipe would be waited for.</summary>
internal static class RegularFile
{
    /// <summary>Whether a path leads to one.</summary>
    public static bool Is(string path) => SizeOf(path) is not null;

    /// <summary>Bytes, of a link those of what it leads to; <see langword="null"/> where a path leads to no file.</summary>
    public static long? SizeOf(string path) => FileStamps.Take(path, 0, out var stamp) == FileStamps.EntryKind.File ? stamp.Size : null;
}
