using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.Local;

/// <summary>State in an append-only log per storage key and namespace, below <c>.kptn/state/</c>.</summary>
public sealed class LocalStateStore : IStateStore
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);
    private readonly TimeProvider _time;
    private readonly string _root;
    private readonly string _gone;
    private readonly string _shownRoot;

    /// <summary>Makes a store; touches no file yet.</summary>
    /// <param name="kptnDir">The project's <c>.kptn</c> folder.</param>
    /// <param name="time">The clock that waiting for a lock goes by.</param>
    public LocalStateStore(string kptnDir, TimeProvider time)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(kptnDir));
        _root = Path.Combine(folder, "state");
        _gone = Path.Combine(folder, "state-gone");
        _shownRoot = Path.GetDirectoryName(folder) ?? folder;
        _time = time;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, TaskState>> ReadAsync(StateKey key, CancellationToken cancellation) =>
        Task.Run<IReadOnlyDictionary<string, TaskState>>(() => LogImage.ReadOf(key, LogPath(KeyFolder.Of(_root, key))).Decode(), cancellation);

    /// <inheritdoc/>
    /// <exception cref="StateFormatException">A newer kptn wrote it.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task<IStateWriter> OpenAsync(StateKey key, LeaseHolder holder, TimeSpan wait, CancellationToken cancellation) =>
        await OpenAsync(key, holder, wait, null, cancellation).ConfigureAwait(false);

    /// <summary>Becomes the one writer of a key, and does something before its log is opened, with the time that is left to wait.</summary>
    internal async Task<LocalStateWriter> OpenAsync(StateKey key, LeaseHolder holder, TimeSpan wait, Func<TimeSpan, Task>? prepare, CancellationToken cancellation)
    {
        var folder = FolderOf(key);
        var start = _time.GetTimestamp();
        var held = await TakeLockAsync(folder, key, holder, wait, cancellation).ConfigureAwait(false);
        try
        {
            var path = LogPath(folder);
            if (prepare is not null) await prepare(wait == Timeout.InfiniteTimeSpan ? wait : TimeSpan.FromTicks(Math.Max(0, (wait - _time.GetElapsedTime(start)).Ticks))).ConfigureAwait(false);
            return await Task.Run(() => LocalStateWriter.Open(path, Path.GetRelativePath(_shownRoot, path), key, held, _time), cancellation).ConfigureAwait(false);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IItemTable? ReadItems(StateKey key, string task) =>
        LocalItemTable.Read(ItemFilePlace.PathOf(KeyFolder.Of(_root, key), task), key, task);

    /// <inheritdoc/>
    public LeaseHolder? HolderOf(StateKey key)
    {
        if (StateLock.Holder(KeyFolder.Of(_root, key)) is not { } holder) return null;
        var isGone = holder.Host == Environment.MachineName && Directory.Exists("/proc/self") && !Directory.Exists($"/proc/{holder.ProcessId}");
        return isGone ? null : holder;
    }

    /// <inheritdoc/>
    /// <remarks>Leaves out logs whose header is damaged or that a newer kptn wrote.</remarks>
    public Task<IReadOnlyList<StateKey>> ListAsync(CancellationToken cancellation) =>
        Task.Run<IReadOnlyList<StateKey>>(() => List(cancellation), cancellation);

    /// <inheritdoc/>
    /// <exception cref="StateFormatException">A newer kptn wrote it, or it is another key's.</exception>
    public Task<StateBase?> ReadBaseAsync(StateKey key, CancellationToken cancellation) => Task.FromResult(BaseFile.Read(KeyFolder.Of(_root, key), key));

    /// <inheritdoc/>
    public long SizeOf(StateKey key) => KeyFolder.SizeOf(KeyFolder.Of(_root, key));

    /// <inheritdoc/>
    public async Task RemoveAsync(StateKey key, LeaseHolder holder, CancellationToken cancellation)
    {
        var folder = KeyFolder.Of(_root, key);
        if (!Directory.Exists(folder)) return;
        using var held = await TakeLockAsync(folder, key, holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        await Task.Run(() => KeyFolder.Remove(folder, _gone), CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public (int Files, long Bytes) Sweep(StateKey key, bool isTrial)
    {
        if (!isTrial) KeyFolder.Sweep(_gone);
        return LocalLeftovers.Sweep(KeyFolder.Of(_root, key), key, isTrial);
    }

    /// <summary>The folder of a key's files.</summary>
    internal string FolderOf(StateKey key) => KeyFolder.Of(_root, key);

    /// <summary>The log in the folder of a key.</summary>
    internal static string LogPath(string folder) => Path.Combine(folder, "log");

    private async Task<StateLock> TakeLockAsync(string folder, StateKey key, LeaseHolder holder, TimeSpan wait, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellation.ThrowIfCancellationRequested();
            if (StateLock.TryTake(folder, holder) is { } held) return held;
            if (wait != Timeout.InfiniteTimeSpan && _time.GetElapsedTime(start) >= wait) throw new StateLockedException(key, StateLock.Holder(folder));
            await Task.Delay(pause, _time, cancellation).ConfigureAwait(false);
        }
    }

    private List<StateKey> List(CancellationToken cancellation)
    {
        var keys = new List<StateKey>();
        if (!Directory.Exists(_root)) return keys;
        foreach (var storage in Directory.EnumerateDirectories(_root))
        {
            foreach (var folder in Directory.EnumerateDirectories(storage))
            {
                cancellation.ThrowIfCancellationRequested();
                if ((KeyWithState(LogPath(folder)) ?? BaseFile.OwnerOf(folder)) is { } key) keys.Add(key);
            }
        }

        keys.Sort((a, b) => string.CompareOrdinal(a.StorageKey, b.StorageKey) is var order and not 0 ? order : string.CompareOrdinal(a.Namespace, b.Namespace));
        return keys;
    }

    private static StateKey? KeyWithState(string path)
    {
        try
        {
            var image = LogImage.Read(path);
            return image.LiveSize() > 0 ? image.Key : null;
        }
        catch (StateFormatException)
        {
            return null;
        }
    }
}
