using Amazon.DynamoDBv2.Model;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>
/// Results in packs: items of the table that hold many and are never changed, named by the hash of what they hold. The index names a pack once it is there, so
/// that what a kill leaves between the two is a pack that nobody finds.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="files">This machine's artifacts.</param>
/// <param name="index">Which pack has a result.</param>
internal sealed class ResultPacks(TableClient table, LocalArtifactStore files, PackIndex index)
{
    /// <summary>Larger results have items of their own.</summary>
    public const int LargestResult = 100 * 1024;

    private const string Sort = "pack";

    /// <summary>The packs that have results.</summary>
    /// <param name="hashes">The results.</param>
    /// <param name="isFresh">Whether to ask the table, and not this machine's copy of the index alone.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<List<PackContents>> FindAsync(IReadOnlyCollection<Hash256> hashes, bool isFresh, CancellationToken cancellation) =>
        index.FindAsync(hashes, isFresh ? IndexUse.Newest : IndexUse.Copy, cancellation);

    /// <summary>Brings all results of some packs to this machine, also those that nobody asked for yet: so it reads a pack once.</summary>
    /// <returns>Those that were brought.</returns>
    public async Task<List<Hash256>> BringAsync(IReadOnlyCollection<Hash256> packs, CancellationToken cancellation)
    {
        var brought = new List<Hash256>();
        foreach (var item in await table.ReadManyAsync([.. packs.Select(Key)], null, cancellation).ConfigureAwait(false))
        {
            if (SegmentBody.Unpack(item.Bytes("data"), item.Number("size")) is not { } bytes) continue;
            foreach (var (hash, content) in PackBuilder.Read(bytes))
            {
                files.Put(content.Span);
                brought.Add(hash);
            }
        }

        return brought;
    }

    /// <summary>Puts results into the table that no pack has. Done twice it does no harm.</summary>
    public async Task UploadAsync(IReadOnlyCollection<Hash256> hashes, CancellationToken cancellation)
    {
        var there = (await index.FindAsync(hashes, IndexUse.Checked, cancellation).ConfigureAwait(false)).SelectMany(pack => pack.Results);
        var (pack, batch) = (new PackBuilder(), new List<(WriteRequest Write, PackContents Contents)>());
        foreach (var hash in hashes.Except(there))
        {
            if (await ReadAsync(hash, cancellation).ConfigureAwait(false) is not { } content) continue;
            if (!pack.Fits(content.Length)) await CloseAsync().ConfigureAwait(false);
            pack.Add(hash, content);
        }

        if (!pack.IsEmpty) await CloseAsync().ConfigureAwait(false);
        await WriteAsync(batch, cancellation).ConfigureAwait(false);

        async Task CloseAsync()
        {
            var (contents, bytes) = pack.Take();
            var item = Key(contents.Pack);
            item["size"] = Attributes.Of(bytes.Length);
            item["data"] = Attributes.Of(SegmentBody.Pack(bytes));
            if (batch.Count == BatchLimits.Items || batch.Sum(one => SizeOf(one.Write)) + item["data"].B.Length > BatchLimits.Bytes) await WriteAsync(batch, cancellation).ConfigureAwait(false);
            batch.Add((new WriteRequest { PutRequest = new PutRequest { Item = item } }, contents));
        }
    }

    // Each batch is named at once: what fails later need not go again.
    private async Task WriteAsync(List<(WriteRequest Write, PackContents Contents)> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0) return;
        await table.WriteAsync(batch.ConvertAll(one => one.Write), cancellation).ConfigureAwait(false);
        await index.AddAsync(batch.ConvertAll(one => one.Contents), cancellation).ConfigureAwait(false);
        batch.Clear();
    }

    private static long SizeOf(WriteRequest write) => write.PutRequest.Item["data"].B.Length;

    // What is larger meanwhile than it was, or another content, is none of these.
    private async Task<byte[]?> ReadAsync(Hash256 hash, CancellationToken cancellation)
    {
        using var source = files.Open(hash, out _);
        if (source is not { Length: <= LargestResult }) return null;
        var content = new byte[source.Length];
        await source.ReadExactlyAsync(content, cancellation).ConfigureAwait(false);
        return content;
    }

    private static Dictionary<string, AttributeValue> Key(Hash256 pack) => Attributes.Key($"result#{pack}", Sort);
}
