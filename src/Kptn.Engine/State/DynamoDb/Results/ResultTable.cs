using System.Collections.Concurrent;
using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>Results in the table, by their hash, each once however many keys name it: many small ones in packs, large and few ones as items of their own.</summary>
/// <param name="table">The table.</param>
/// <param name="files">This machine's artifacts.</param>
/// <param name="folder">Where this machine keeps what it read of the index of packs.</param>
internal sealed class ResultTable(TableClient table, LocalArtifactStore files, string folder) : IResultSource
{
    /// <summary>Larger results are not in the table: shared artifacts are made for them.</summary>
    public const long Largest = 64 << 20;

    private const int MostBrought = 25;

    // Fewer are one batch of items of their own, and the index need not grow for them.
    private const int FewestPacked = 8;
    private readonly ConcurrentDictionary<Hash256, bool> _known = new();
    private readonly SingleResults _singles = new(table, files);
    private readonly ResultPacks _packs = new(table, files, new PackIndex(table, new PackIndexFiles(folder)));

    /// <summary>Where a machine keeps what it read of the index of a table's packs.</summary>
    public static string FolderOf(string kptnDir, DynamoTarget target) => Path.Combine(kptnDir, "dynamodb", "results", target.FolderName);

    /// <inheritdoc/>
    public void Bring(IReadOnlyCollection<Hash256> hashes) => Task.Run(() => BringAsync(hashes, CancellationToken.None)).GetAwaiter().GetResult();

    /// <summary>Brings results that are in the table to this machine. What was not found, or came to an error, is not asked for again.</summary>
    public async Task BringAsync(IReadOnlyCollection<Hash256> hashes, CancellationToken cancellation)
    {
        var left = hashes.Where(hash => _known.GetValueOrDefault(hash, true)).ToHashSet();
        if (left.Count == 0) return;
        await BringPackedAsync(left, isFresh: false, cancellation).ConfigureAwait(false);
        if (left.Count is > 0 and <= MostBrought)
        {
            await BringSinglesAsync(left, cancellation).ConfigureAwait(false);
            if (left.Count > 0) await BringPackedAsync(left, isFresh: true, cancellation).ConfigureAwait(false);
        }
        else if (left.Count > 0)
        {
            await BringPackedAsync(left, isFresh: true, cancellation).ConfigureAwait(false);
            await BringSinglesAsync(left, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Puts results of this machine into the table, those that it does not have. Done twice it does no harm.</summary>
    public async Task UploadAsync(IReadOnlyCollection<Hash256> hashes, CancellationToken cancellation)
    {
        var here = hashes.Where(hash => !_known.GetValueOrDefault(hash)).Distinct().Select(hash => (Hash: hash, File: new FileInfo(files.PathOf(hash)))).Where(one => one.File is { Exists: true, Length: <= Largest }).ToList();
        if (here.Count == 0) return;
        var small = here.Where(one => one.File.Length <= ResultPacks.LargestResult).Select(one => one.Hash).ToList();
        if (small.Count < FewestPacked) small.Clear();
        if (small.Count > 0) await _packs.UploadAsync(small, cancellation).ConfigureAwait(false);
        await _singles.UploadAsync([.. here.Select(one => one.Hash).Except(small)], cancellation).ConfigureAwait(false);
        foreach (var (hash, _) in here) _known[hash] = true;
    }

    private async Task BringPackedAsync(HashSet<Hash256> left, bool isFresh, CancellationToken cancellation)
    {
        foreach (var some in (await _packs.FindAsync(left, isFresh, cancellation).ConfigureAwait(false)).Chunk(MostBrought))
        {
            foreach (var hash in some.SelectMany(pack => pack.Results)) _known[hash] = false;
            Take(left, await _packs.BringAsync([.. some.Select(pack => pack.Pack)], cancellation).ConfigureAwait(false));
        }
    }

    private async Task BringSinglesAsync(HashSet<Hash256> left, CancellationToken cancellation)
    {
        foreach (var some in left.Chunk(MostBrought))
        {
            foreach (var hash in some) _known[hash] = false;
            Take(left, await _singles.BringAsync(some, cancellation).ConfigureAwait(false));
        }
    }

    private void Take(HashSet<Hash256> left, List<Hash256> brought)
    {
        foreach (var hash in brought) _known[hash] = true;
        left.ExceptWith(brought);
    }
}
