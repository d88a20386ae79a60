using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.DynamoDb.Mirrors;

/// <summary>The operating system's lock on the files of a key while they are brought up to date. Writing does not need it: a writer's session keeps others off.</summary>
internal static class MirrorLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Takes the lock; <see langword="null"/> where another does not let go of it in time.</summary>
    /// <exception cref="IOException">The lock file cannot be opened at all.</exception>
    public static async Task<IDisposable?> TakeAsync(string folder, TimeSpan wait, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (StateLock.TryTakeFile(Path.Combine(folder, "mirror.lock")) is { } held) return held;
            if (time.GetElapsedTime(start) >= wait) return null;
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }
}
