using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local;

/// <summary>Files that are whole and on disk, or not there.</summary>
internal static partial class DurableFile
{
    /// <summary>Writes a new file that replaces the old one in one step.</summary>
    public static void Replace(string path, string temporary, ReadOnlySpan<byte> content)
    {
        try
        {
            Write(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DeleteIfPossible(temporary);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes a file and waits until it is on disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, LogFile.AnyShare);
        RandomAccess.Write(handle, content, 0);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Copies the end of a file, of any size, to a new file and waits until that is on disk.</summary>
    public static void CopyTail(SafeFileHandle source, long from, string path)
    {
        using var target = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, LogFile.AnyShare);
        var buffer = new byte[1 << 16];
        for (long at = from; RandomAccess.Read(source, buffer, at) is > 0 and var count; at += count)
        {
            RandomAccess.Write(target, buffer.AsSpan(0, count), at - from);
        }

        RandomAccess.FlushToDisk(target);
    }

    /// <summary>Cuts a file off and waits until that is on disk.</summary>
    public static void Truncate(SafeFileHandle handle, long length)
    {
        RandomAccess.SetLength(handle, length);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Creates a folder and waits until its name and its parents' names are on disk.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent);
        Directory.CreateDirectory(path);
        SyncFolder(parent);
    }

    public static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Waits until the names in a folder are on disk; does nothing where the system has no such call.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        const int InputOutputError = 5;
        var closeOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;
        var descriptor = Open(path, closeOnExec);
        if (descriptor < 0) return;
        var failed = Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() == InputOutputError;
        Close(descriptor);
        if (failed) throw new IOException($"the folder '{path}' could not be written to disk");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
