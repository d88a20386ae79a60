using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.Local;

namespace Kptn.Testing.Snapshots.Files;

/// <summary>Reads and writes files of snapshots, never through a link.</summary>
internal sealed class SnapshotDisk(SnapshotSettings settings)
{
    /// <summary>Is called before each step that changes what is on disk, and after the last of a call: tests end the process there.</summary>
    public Action? Step { get; init; }

    /// <summary>The first link on the way to a path, from where the project ends; <see langword="null"/> where there is none.</summary>
    public string? Link(string path)
    {
        for (var at = Start(path); at >= 0; at = at == path.Length ? -1 : Next(path, at + 1))
        {
            var part = path[..at];
            var info = new FileInfo(part);
            if (info.Attributes is var attributes && (int)attributes == -1) return null;
            if ((attributes & FileAttributes.ReparsePoint) != 0 && info.LinkTarget is not null) return part;
        }

        return null;
    }

    /// <summary>Refuses a path with a link on the way.</summary>
    /// <exception cref="LinkedPathException">It has one.</exception>
    public void Guard(string path)
    {
        if (Link(path) is { } link) throw new LinkedPathException(path, link);
    }

    /// <summary>The bytes of a regular file; <see langword="null"/> where none is there.</summary>
    public byte[]? Read(string path)
    {
        Guard(path);
        try
        {
            return FileStamps.Take(path, 0, out _) == FileStamps.EntryKind.File ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("read", path, e);
        }
    }

    public static bool Has(string path) => FileStamps.Take(path, 0, out _) == FileStamps.EntryKind.File;

    /// <summary>Writes a file, which appears whole or not at all. One that need not be on disk at once is left alone where it has that content.</summary>
    public void Write(string path, ReadOnlySpan<byte> content, bool isDurable)
    {
        Guard(path);
        if (!isDurable && FileStamps.Take(path, 0, out var stamp) == FileStamps.EntryKind.File && stamp.Size == content.Length && content.SequenceEqual(Read(path))) return;
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $"{Guid.NewGuid():n}{Naming.SnapshotNames.Unfinished}");
        try
        {
            Step?.Invoke();
            if (isDurable) DurableFile.CreateFolder(folder);
            else Directory.CreateDirectory(folder);
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                Step?.Invoke();
                RandomAccess.Write(file, content, 0);
                if (isDurable) RandomAccess.FlushToDisk(file);
            }

            Step?.Invoke();
            File.Move(temporary, path, overwrite: true);
            Step?.Invoke();
            if (isDurable) DurableFile.SyncFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DurableFile.DeleteIfPossible(temporary);
            throw IoReason.Wrap("write", path, e);
        }
    }

    /// <summary>Puts a received file in place of the approved one, in one step, once its content is on disk.</summary>
    public void Promote(string received, string verified)
    {
        Guard(received);
        Guard(verified);
        try
        {
            using (var file = File.OpenHandle(received, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)) RandomAccess.FlushToDisk(file);
            Step?.Invoke();
            File.Move(received, verified, overwrite: true);
            Step?.Invoke();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("write", verified, e);
        }
    }

    /// <summary>Waits until the names in a folder are on disk, and it in those above it up to one that comes last.</summary>
    public static void Sync(string folder, string last)
    {
        for (; folder.Length > last.Length; folder = Path.GetDirectoryName(folder)!) DurableFile.SyncFolder(folder);
    }

    /// <summary>Waits until a new snapshot's folder is on disk in those above it.</summary>
    public void SyncAbove(string folder) => Sync(Path.GetDirectoryName(folder)!, Path.GetDirectoryName(Path.GetDirectoryName(settings.Folder)!) ?? "");

    /// <summary>Deletes a file, and the folders above it that are empty then, up to one that stays.</summary>
    public void Delete(string path, string stays)
    {
        Guard(path);
        try
        {
            if (!Directory.Exists(Path.GetDirectoryName(path))) return;
            Step?.Invoke();
            File.Delete(path);
            Step?.Invoke();
            for (var folder = Path.GetDirectoryName(path)!; folder.Length > stays.Length; folder = Path.GetDirectoryName(folder)!)
            {
                if (Directory.EnumerateFileSystemEntries(folder).Any()) return;
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("delete", path, e);
        }
    }

    private int Start(string path)
    {
        var boundary = settings.Boundary;
        if (!path.StartsWith(boundary, StringComparison.Ordinal) || path.Length == boundary.Length) boundary = Path.GetDirectoryName(settings.Folder)!;
        return Next(path, Math.Min(boundary.Length + 1, path.Length));
    }

    private static int Next(string path, int from)
    {
        var at = path.IndexOf(Path.DirectorySeparatorChar, from);
        return at < 0 ? path.Length : at;
    }
}
