using System.Runtime.InteropServices;
using System.Text;

namespace Kptn.Engine.Fingerprints;

/// <summary>Takes stamps of files. On Linux through statx(2), which tells nanoseconds, the inode and when that was last changed; elsewhere through the base library.</summary>
public static partial class FileStamps
{
    private const long FineMargin = 20_000_000;
    private const long CoarseMargin = 2_000_000_000;
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    /// <summary>What lies at a path.</summary>
    public enum EntryKind
    {
        /// <summary>Nothing.</summary>
        Missing,

        /// <summary>A regular file.</summary>
        File,

        /// <summary>A folder.</summary>
        Folder,

        /// <summary>A pipe, socket or device.</summary>
        Other,
    }

    /// <summary>Takes the stamp of a path, following links.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="nowNanoseconds">The time now, in nanoseconds since 1970: a stamp whose change lies within the file system's clock resolution of it (20 ms, or 2 s where stamps have no fraction) is racy.</param>
    /// <param name="stamp">The stamp; default where nothing is there.</param>
    public static EntryKind Take(string path, long nowNanoseconds, out FileStamp stamp)
    {
        var kind = OperatingSystem.IsLinux() ? TakeLinux(path, out var size, out var mtime, out var ctime, out var identity) : TakePortable(path, out size, out mtime, out ctime, out identity);
        if (kind is EntryKind.Missing)
        {
            stamp = default;
            return kind;
        }

        var latest = Math.Max(mtime, ctime);
        var margin = latest % 1_000_000_000 == 0 ? CoarseMargin : FineMargin;
        stamp = new FileStamp(size, mtime, identity, latest > nowNanoseconds - margin);
        return kind;
    }

    /// <summary>The time of a clock in the unit of stamps.</summary>
    /// <param name="time">The clock.</param>
    public static long Now(TimeProvider time) => (time.GetUtcNow().UtcTicks - UnixEpochTicks) * 100;

    private static EntryKind TakePortable(string path, out long size, out long mtime, out long ctime, out ulong identity)
    {
        (size, mtime, ctime, identity) = (0, 0, 0, 0);
        FileSystemInfo info = new FileInfo(path);
        if (!info.Exists)
        {
            info = new DirectoryInfo(path);
            if (!info.Exists) return EntryKind.Missing;
        }

        mtime = (info.LastWriteTimeUtc.Ticks - UnixEpochTicks) * 100;
        if (info is not FileInfo file) return EntryKind.Folder;
        size = file.Length;
        return EntryKind.File;
    }

    private static unsafe EntryKind TakeLinux(string path, out long size, out long mtime, out long ctime, out ulong identity)
    {
        (size, mtime, ctime, identity) = (0, 0, 0, 0);
        const int AtFdCwd = -100;
        const uint BasicStats = 0x7ff;
        var max = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        Span<byte> name = max <= 1024 ? stackalloc byte[1024] : new byte[max];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        byte* buffer = stackalloc byte[256];
        fixed (byte* start = name)
        {
            if (StatX(AtFdCwd, start, 0, BasicStats, buffer) != 0) return EntryKind.Missing;
        }

        size = *(long*)(buffer + 40);
        ctime = (*(long*)(buffer + 96) * 1_000_000_000) + *(uint*)(buffer + 104);
        mtime = (*(long*)(buffer + 112) * 1_000_000_000) + *(uint*)(buffer + 120);
        identity = (*(ulong*)(buffer + 32) * 0x9E37_79B9_7F4A_7C15) ^ (ulong)ctime;
        return (*(ushort*)(buffer + 28) & 0xF000) switch
        {
            0x8000 => EntryKind.File,
            0x4000 => EntryKind.Folder,
            _ => EntryKind.Other,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static unsafe partial int StatX(int folder, byte* path, int flags, uint mask, byte* buffer);
}
