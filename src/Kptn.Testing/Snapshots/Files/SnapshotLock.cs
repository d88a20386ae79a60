using Kptn.Engine.Projects;
using Kptn.Engine.State.Local;

namespace Kptn.Testing.Snapshots.Files;

/// <summary>Keeps tests that write received files, and approvals, from each other: many may receive at once, one may approve. It ends with its process, however that ends.</summary>
internal sealed class SnapshotLock : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly FileStream _file;

    private SnapshotLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="IOException">It could not be had.</exception>
    public static SnapshotLock Take(SnapshotSettings settings, bool isExclusive)
    {
        var path = Path.Combine(settings.KptnDir, "tests", "snapshots.lock");
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new SnapshotLock(Open(path, isExclusive));
            }
            catch (DirectoryNotFoundException)
            {
                KptnFolder.Create(settings.KptnDir);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (waited >= Longest) throw new IOException($"another kptn process works on snapshots and has held '{path}' for {Longest.TotalSeconds} s; wait for it, or end it", e);
                Thread.Sleep(Pause);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw IoReason.Wrap("write", path, e);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, bool isExclusive) => isExclusive
        ? new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0)
        : new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read, bufferSize: 0);

    private static bool IsHeld(IOException error)
    {
        const int WindowsSharingViolation = unchecked((int)0x80070020);
        const int LinuxWouldBlock = 11;
        const int MacWouldBlock = 35;
        if (OperatingSystem.IsWindows()) return error.HResult == WindowsSharingViolation;
        return error.HResult == (OperatingSystem.IsMacOS() ? MacWouldBlock : LinuxWouldBlock);
    }
}
