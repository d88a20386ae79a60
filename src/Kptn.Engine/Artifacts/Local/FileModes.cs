using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.Artifacts.Local;

/// <summary>Who may do what with a file, where the system knows such things.</summary>
internal static class FileModes
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Whether its owner may execute a file.</summary>
    public static bool IsExecutable(SafeFileHandle file) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0;

    /// <summary>Makes a file with the rights of an artifact: nobody writes to it. The user's umask takes away from them.</summary>
    public static FileStream CreateArtifact(string path, bool isExecutable) => Create(path, isExecutable ? Read | Execute : Read);

    /// <summary>Makes a file with the rights of any new file.</summary>
    public static FileStream CreatePlain(string path, bool isExecutable) => Create(path, isExecutable ? Read | Write | Execute : Read | Write);

    /// <summary>Lets those who may read a file execute it, where this user may decide that.</summary>
    public static void MakeExecutable(string path) => Change(path, mode => mode | (UnixFileMode)((int)(mode & Read) >> 2));

    /// <summary>Lets nobody write to a file any more.</summary>
    public static void MakeReadOnly(string path) => Change(path, mode => mode & ~Write);

    private static void Change(string path, Func<UnixFileMode, UnixFileMode> change)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            var mode = File.GetUnixFileMode(path);
            if (change(mode) != mode) File.SetUnixFileMode(path, change(mode));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else's file in a shared store, or a file system without rights.
        }
    }

    private static FileStream Create(string path, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        return new FileStream(path, options);
    }
}
