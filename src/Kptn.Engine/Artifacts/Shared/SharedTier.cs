using System.Collections.Concurrent;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Artifacts.Shared.S3;
using Kptn.Engine.Artifacts.Shared.Uploading;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Artifacts.Shared;

/// <summary>A shared place behind a local store: what is missing here is fetched from there when it is asked for.</summary>
public sealed class SharedTier
{
    private const int AtOnce = 8;

    // A place that does not answer is left alone for a while, or everything that asks would wait for it anew.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Hash256, bool> _missing = new();
    private readonly TimeProvider _time;
    private volatile Failure? _failure;

    internal SharedTier(IBlobStore blobs, LocalArtifactStore local, string? notesFolder, TimeProvider time)
    {
        (Blobs, Local, _time) = (blobs, local, time);
        Content = new SharedArtifacts(blobs, time);
        if (notesFolder is not null) Uploads = new Uploads(Content, local, new UploadNotes(notesFolder), time);
    }

    /// <summary>The shared place.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>Content there.</summary>
    public SharedArtifacts Content { get; }

    /// <summary>The store before it.</summary>
    public LocalArtifactStore Local { get; }

    /// <summary>Sends what is kept; <see langword="null"/> where this process sends nothing.</summary>
    public Uploads? Uploads { get; }

    /// <summary>What failed last while something was looked for; <see langword="null"/> where all went well.</summary>
    public string? Problem => _failure?.Error.Message;

    /// <summary>The shared place of a project: S3, or the folder of its artifacts. Nothing is connected yet.</summary>
    /// <param name="project">The project.</param>
    public static IBlobStore BlobsOf(Project project)
    {
        var settings = project.Settings;
        if (settings.ArtifactsPlace is not { } place) return new FolderBlobs(settings.ArtifactsDir ?? Path.Combine(project.KptnDir, "artifacts"));
        return new S3Blobs(place with { Region = settings.S3.Region, Endpoint = settings.S3.Endpoint, PathStyle = settings.S3.PathStyle });
    }

    /// <summary>Brings content here, unless it is here.</summary>
    /// <param name="hash">Its hash.</param>
    /// <returns>Whether it is here now.</returns>
    /// <exception cref="IOException">The shared place does not answer or refuses, or the content could not be written here.</exception>
    public GetOutcome Fetch(Hash256 hash)
    {
        if (Local.HasHere(hash)) return GetOutcome.Found;
        return _missing.ContainsKey(hash) ? GetOutcome.Missing : Task.Run(() => FetchAsync(hash, CancellationToken.None)).GetAwaiter().GetResult();
    }

    /// <summary>Whether content is here or there.</summary>
    /// <param name="hash">Its hash.</param>
    /// <exception cref="IOException">The shared place does not answer or refuses.</exception>
    public bool Has(Hash256 hash)
    {
        if (Local.HasHere(hash)) return true;
        if (_missing.ContainsKey(hash)) return false;
        var isThere = Task.Run(() => GuardAsync(() => Content.HasAsync(hash, CancellationToken.None))).GetAwaiter().GetResult();
        if (!isThere) _missing[hash] = true;
        return isThere;
    }

    /// <summary>Brings much content here, several at once.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <param name="got">Told of each that was not here: its hash, and what became of it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">The shared place does not answer or refuses, or the content could not be written here.</exception>
    public Task FetchAsync(IEnumerable<Hash256> hashes, Action<Hash256, GetOutcome>? got, CancellationToken cancellation) =>
        Parallel.ForEachAsync(hashes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (hash, token) =>
        {
            if (Local.HasHere(hash)) return;
            var outcome = await FetchAsync(hash, token).ConfigureAwait(false);
            got?.Invoke(hash, outcome);
        });

    private async Task<GetOutcome> FetchAsync(Hash256 hash, CancellationToken cancellation)
    {
        var outcome = await GuardAsync(() => Content.GetAsync(hash, Local, cancellation)).ConfigureAwait(false);
        if (outcome == GetOutcome.Missing) _missing[hash] = true;
        return outcome;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        if (_failure is { } last && _time.GetUtcNow() - last.At < Rest) throw new BlobStoreException(last.Error.Message, last.Error.Reason, last.Error);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (BlobStoreException e)
        {
            _failure = new Failure(e, _time.GetUtcNow());
            throw;
        }
    }

    private sealed record Failure(BlobStoreException Error, DateTimeOffset At);
}
