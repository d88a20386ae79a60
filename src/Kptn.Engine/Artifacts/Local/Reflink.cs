using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.Artifacts.Local;

/// <summary>Copies that share their blocks with the original until one of them is written to: Btrfs, XFS, bcachefs and others, on Linux.</summary>
internal static partial class Reflink
{
    // FICLONE of linux/fs.h: _IOW(0x94, 9, int); see ioctl_ficlone(2).
    private const nuint Clone = 0x4004_9409;

    /// <summary>Makes an empty file such a copy, where the file system can.</summary>
    /// <returns>Whether it is one now; otherwise it is empty still.</returns>
    public static bool TryClone(SafeFileHandle source, SafeFileHandle target)
    {
        if (!OperatingSystem.IsLinux()) return false;
        return Control(target, Clone, source) == 0;
    }

    private static int Control(SafeFileHandle target, nuint request, SafeFileHandle source)
    {
        var added = false;
        try
        {
            source.DangerousAddRef(ref added);
            return Ioctl(target, request, source.DangerousGetHandle());
        }
        finally
        {
            if (added) source.DangerousRelease();
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeFileHandle file, nuint request, nint argument);
}
