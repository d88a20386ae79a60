using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>
/// What anybody's runs made of which fingerprint, under whatever storage key: beside the artifacts, and, where they are shared, in the shared place too.
/// An entry is added only once all that it names is kept there. Safe for many threads and processes.
/// </summary>
/// <param name="folder">The folder of the artifacts, absolute.</param>
/// <param name="shared">The place that is shared; <see langword="null"/> where there is none.</param>
public sealed class KnownRuns(string folder, SharedTier? shared = null)
{
    private const int AtOnce = 16;
    private readonly KnownFiles _files = new(folder);
    private readonly KnownSharing? _sharing = shared?.Uploads is not null ? new KnownSharing(shared) : null;
    private string? _problem;

    /// <summary>Whether there is a place that is shared: what an entry names may be there alone.</summary>
    public bool IsShared => shared is not null;

    /// <summary>Why the shared place is not asked any more; <see langword="null"/> where it answered.</summary>
    public string? Problem => _problem;

    /// <summary>Looks a run up; here first, then in the shared place.</summary>
    /// <param name="task">The task.</param>
    /// <param name="fingerprint">Hash of its fingerprint.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The run; <see langword="null"/> where none is known.</returns>
    public async Task<KnownRun?> FindAsync(string task, Hash256 fingerprint, CancellationToken cancellation)
    {
        var name = KnownNames.OfRun(task, fingerprint);
        if (Checked(_files.Read(name), task, fingerprint) is { } here) return here;
        var content = await AskAsync(place => place.ReadAsync(name, cancellation)).ConfigureAwait(false);
        if (Checked(content, task, fingerprint) is not { } there) return null;
        Keep(name, content!);
        return there;
    }

    /// <summary>Reads the items that are known to have the same things in common, oldest first: a later one replaces an earlier one of the same key.</summary>
    /// <param name="task">The mapped task.</param>
    /// <param name="common">Hash of what its items depended on.</param>
    /// <param name="cancellation">Stops it.</param>
    public async IAsyncEnumerable<KnownItem> ItemsAsync(string task, Hash256 common, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var prefix = KnownNames.OfItems(task, common);
        await AskAsync(place => FetchAsync(place, prefix, cancellation)).ConfigureAwait(false);
        foreach (var name in _files.List(prefix))
        {
            if (_files.Read(name) is not { } content) continue;
            foreach (var item in KnownJson.ReadItems(content)) yield return item;
        }
    }

    /// <summary>Adds a run.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(KnownRun run) => Add(KnownEntry.Of(run));

    /// <summary>Adds items that have the same things in common.</summary>
    /// <param name="task">The mapped task.</param>
    /// <param name="common">Hash of what they depended on.</param>
    /// <param name="items">The items.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Add(string task, Hash256 common, IReadOnlyList<KnownItem> items) => Add(KnownEntry.Of(task, common, items));

    /// <summary>Waits until what was added is in the shared place too, where its content is.</summary>
    public Task FinishAsync() => _sharing?.FinishAsync() ?? Task.CompletedTask;

    /// <summary>Puts into the shared place what is known here and not there.</summary>
    /// <param name="durable">The content that is there.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many entries were put.</returns>
    /// <exception cref="IOException">The shared place does not take them.</exception>
    public async Task<int> PushAsync(IReadOnlySet<Hash256> durable, CancellationToken cancellation)
    {
        if (shared is null) return 0;
        var put = 0;
        await Parallel.ForEachAsync(_files.All(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (name, stop) =>
        {
            if (_files.Read(name) is not { } content || KnownEntry.Read(name, content) is not { } entry || !entry.Hashes.All(durable.Contains)) return;
            if (await shared.Blobs.HasAsync(name, stop).ConfigureAwait(false)) return;
            await shared.Blobs.PutAsync(name, content, stop).ConfigureAwait(false);
            Interlocked.Increment(ref put);
        }).ConfigureAwait(false);
        return put;
    }

    private void Add(KnownEntry entry)
    {
        _files.Write(entry.Name, entry.Content.ToArray());
        _sharing?.Add(entry);
    }

    // The name says where an entry was put; what stands in it says what it is of.
    private static KnownRun? Checked(byte[]? content, string task, Hash256 fingerprint) =>
        content is not null && KnownJson.ReadRun(content) is { } run && run.Task == task && run.Fingerprint == fingerprint ? run : null;

    // What is not known is only slower: a place that fails is told of once, and left alone.
    private async Task<T?> AskAsync<T>(Func<IBlobStore, Task<T?>> ask)
    {
        if (shared is null || Volatile.Read(ref _problem) is not null) return default;
        try
        {
            return await ask(shared.Blobs).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            Volatile.Write(ref _problem, e.Message);
            return default;
        }
    }

    private async Task<string?> FetchAsync(IBlobStore place, string prefix, CancellationToken cancellation)
    {
        var here = _files.List(prefix).ToHashSet(StringComparer.Ordinal);
        var missing = new List<string>();
        await foreach (var blob in place.ListAsync(prefix, cancellation).ConfigureAwait(false))
        {
            if (!here.Contains(blob.Name)) missing.Add(blob.Name);
        }

        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (name, stop) =>
        {
            if (await place.ReadAsync(name, stop).ConfigureAwait(false) is { } content) Keep(name, content);
        }).ConfigureAwait(false);
        return null;
    }

    private void Keep(string name, byte[] content)
    {
        try
        {
            _files.Write(name, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is read from the shared place again.
        }
    }
}
