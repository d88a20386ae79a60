namespace Kptn.Tool.Diffs;

/// <summary>Copies what can be read only once, such as a pipe of the shell, to files that can be read again.</summary>
internal sealed class SeekableFiles : IDisposable
{
    private readonly List<DirectoryInfo> _folders = [];

    /// <summary>A path whose content can be read again and again.</summary>
    public string? Of(string? path)
    {
        // No other place holds pipes that people name, and to open one would take from it.
        if (path is null || !(path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal))) return path;
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (source.CanSeek) return path;
        var folder = Directory.CreateTempSubdirectory("kptn-diff-");
        _folders.Add(folder);
        var copy = Path.Combine(folder.FullName, "copy");
        using var target = File.Create(copy);
        source.CopyTo(target);
        return copy;
    }

    public void Dispose()
    {
        foreach (var folder in _folders) folder.Delete(recursive: true);
    }
}
