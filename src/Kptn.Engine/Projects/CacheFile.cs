using System.Text;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Projects;

/// <summary>Writes files below <c>.kptn/cache</c>: what is lost there costs time, never truth, so a failure to write stops nothing.</summary>
internal static class CacheFile
{
    /// <summary>The content of a cache file; <see langword="null"/> where there is none, or not as it was written.</summary>
    /// <param name="path">Absolute path below kptn's own folder.</param>
    public static MemoryStream? Read(string path)
    {
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length - Hash256.Size;
        return length >= 0 && Hash256.Of(bytes.AsSpan(0, length)) == Hash256.Read(bytes.AsSpan(length)) ? new MemoryStream(bytes, 0, length, writable: false, publiclyVisible: true) : null;
    }

    /// <summary>Writes a cache file whole, with its hash; readers see the old one or the new one.</summary>
    /// <param name="path">Absolute path below kptn's own folder.</param>
    /// <param name="write">Writes the content.</param>
    /// <returns>Whether it was written.</returns>
    public static bool Write(string path, Action<BinaryWriter> write)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            if (Path.GetFileName(folder) == "cache") KptnFolder.Create(Path.GetDirectoryName(folder)!);
            Directory.CreateDirectory(folder);
            using var content = new MemoryStream();
            using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true)) write(writer);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 0))
            {
                Span<byte> digest = stackalloc byte[Hash256.Size];
                var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
                Hash256.Of(bytes).Write(digest);
                stream.Write(bytes);
                stream.Write(digest);
            }

            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            return false;
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
