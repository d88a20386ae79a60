namespace Kptn.Engine.Projects;

/// <summary>Writes files below <c>.kptn/cache</c>: what is lost there costs time, never truth, so a failure to write stops nothing.</summary>
internal static class CacheFile
{
    /// <summary>Writes a cache file whole; readers see the old one or the new one.</summary>
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
            using (var writer = new BinaryWriter(new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))) write(writer);
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
