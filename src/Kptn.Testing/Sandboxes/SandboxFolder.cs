namespace Kptn.Testing.Sandboxes;

/// <summary>The folder that the sandboxes of one process lie in, below the folder for temporary files. What a killed process left is removed by the next one.</summary>
internal sealed class SandboxFolder : IDisposable
{
    /// <summary>What the names of such folders begin with.</summary>
    public const string Prefix = "kptn-sandbox-";

    private const int Tries = 100;
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);
    private readonly FileStream _lock;
    private int _count;

    private SandboxFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>Where it is, absolute.</summary>
    public string Path { get; }

    /// <summary>Makes one, and removes those that nobody uses any more.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static SandboxFolder Create()
    {
        var temporary = System.IO.Path.GetFullPath(System.IO.Path.GetTempPath());
        Sweep(temporary);
        for (var left = Tries; ; left--)
        {
            if (TryMake(System.IO.Path.Combine(temporary, Prefix + Guid.NewGuid().ToString("N")[..12]), isLast: left == 0) is { } made) return made;
        }
    }

    /// <summary>A new folder in it.</summary>
    public string Next() => System.IO.Path.Combine(Path, Interlocked.Increment(ref _count).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Dispose()
    {
        Trees.Delete(Path);
        _lock.Dispose();
    }

    /// <returns>Null where one that sweeps was there between the making of the lock and its taking.</returns>
    private static SandboxFolder? TryMake(string path, bool isLast)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // A task that looks for its project by real paths must find the sandbox under the name that kptn knows.
        path = Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        FileStream held;
        try
        {
            held = Lock(path, FileMode.OpenOrCreate);
        }
        catch (IOException) when (!isLast)
        {
            // Whatever it was: another folder is as good, and what is left of this one is swept.
            return null;
        }

        if (isLast || File.Exists(LockOf(path))) return new SandboxFolder(path, held);
        held.Dispose();
        return null;
    }

    private static string LockOf(string folder) => System.IO.Path.Combine(folder, "lock");

    private static FileStream Lock(string folder, FileMode mode) => new(LockOf(folder), mode, FileAccess.ReadWrite, FileShare.None);

    private static void Sweep(string temporary)
    {
        foreach (var folder in Directory.EnumerateDirectories(temporary, Prefix + "*"))
        {
            try
            {
                var isLocked = File.Exists(LockOf(folder));
                if (!isLocked && TimeProvider.System.GetUtcNow().UtcDateTime - Directory.GetCreationTimeUtc(folder) < Grace) continue;
                using (Lock(folder, isLocked ? FileMode.Open : FileMode.OpenOrCreate)) Trees.Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody works there, or it is another user's.
            }
        }
    }
}
