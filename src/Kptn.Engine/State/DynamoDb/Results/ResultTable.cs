using System.Collections.Concurrent;
using Amazon.DynamoDBv2.Model;
using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>
/// Results in the table, by their hash, each once however many keys name it, in parts that fit into items. The first part is written last: where it is, all of them are.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="files">This machine's artifacts.</param>
internal sealed class ResultTable(TableClient table, LocalArtifactStore files) : IResultSource
{
    /// <summary>Larger results are not in the table: shared artifacts are made for them.</summary>
    public const long Largest = 64 << 20;

    private const int MostAsked = 100;
    private const int MostBrought = 25;
    private const int MostInBatch = 25;
    private const int MostBatchBytes = 4 << 20;
    private readonly ConcurrentDictionary<Hash256, bool> _known = new();

    /// <inheritdoc/>
    public void Bring(IReadOnlyCollection<Hash256> hashes) => Task.Run(() => BringAsync(hashes, CancellationToken.None)).GetAwaiter().GetResult();

    /// <summary>Brings results that are in the table to this machine.</summary>
    public async Task BringAsync(IReadOnlyCollection<Hash256> hashes, CancellationToken cancellation)
    {
        foreach (var some in hashes.Where(hash => _known.GetValueOrDefault(hash, true)).Chunk(MostBrought))
        {
            foreach (var hash in some) _known[hash] = false;
            foreach (var first in await table.ReadManyAsync([.. some.Select(hash => Key(hash, 0))], null, cancellation).ConfigureAwait(false))
            {
                var hash = Hash256.Parse(first.Text("hash"));
                if (await ReadAsync(hash, first, cancellation).ConfigureAwait(false) is not { } content || Hash256.Of(content) != hash) continue;
                files.Put(content);
                _known[hash] = true;
            }
        }
    }

    /// <summary>Puts results of this machine into the table, those that it does not have. Done twice it does no harm.</summary>
    public async Task UploadAsync(IReadOnlyCollection<Hash256> hashes, CancellationToken cancellation)
    {
        foreach (var some in hashes.Where(hash => !_known.GetValueOrDefault(hash) && IsHere(hash)).Distinct().Chunk(MostAsked))
        {
            foreach (var item in await table.ReadManyAsync([.. some.Select(hash => Key(hash, 0))], "pk, #h", cancellation).ConfigureAwait(false)) _known[Hash256.Parse(item.Text("hash"))] = true;
            var (firsts, size) = (new List<WriteRequest>(), 0L);
            foreach (var hash in some.Where(hash => !_known.GetValueOrDefault(hash)))
            {
                if (await UploadAsync(hash, cancellation).ConfigureAwait(false) is not { } first) continue;
                size += SizeOf(first);
                if (firsts.Count == MostInBatch || size > MostBatchBytes)
                {
                    await WriteAsync(firsts, cancellation).ConfigureAwait(false);
                    size = SizeOf(first);
                }

                firsts.Add(first);
            }

            await WriteAsync(firsts, cancellation).ConfigureAwait(false);
            foreach (var hash in some) _known[hash] = true;
        }
    }

    private bool IsHere(Hash256 hash) => new FileInfo(files.PathOf(hash)) is { Exists: true, Length: <= Largest };

    // Reads the file once for each part: the first is the last to go.
    private async Task<WriteRequest?> UploadAsync(Hash256 hash, CancellationToken cancellation)
    {
        using var source = files.Open(hash, out _);
        if (source is null) return null;
        WriteRequest? first = null;
        var rest = new List<WriteRequest>();
        var parts = Math.Max(1, (source.Length + SegmentBody.Most - 1) / SegmentBody.Most);
        var bytes = new byte[SegmentBody.Most];
        for (var part = 0; part < parts; part++)
        {
            var count = await source.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            var item = Key(hash, part);
            item["size"] = Attributes.Of(count);
            item["data"] = Attributes.Of(SegmentBody.Pack(bytes.AsSpan(0, count)));
            if (part == 0) (item["hash"], item["parts"]) = (Attributes.Of(hash.ToString()), Attributes.Of(parts));
            var write = new WriteRequest { PutRequest = new PutRequest { Item = item } };
            if (part == 0) first = write;
            else rest.Add(write);
            if (rest.Count == MostBatchBytes / SegmentBody.Most) await WriteAsync(rest, cancellation).ConfigureAwait(false);
        }

        await WriteAsync(rest, cancellation).ConfigureAwait(false);
        return first;
    }

    private static int SizeOf(WriteRequest write) => (int)write.PutRequest.Item["data"].B.Length;

    private async Task WriteAsync(List<WriteRequest> writes, CancellationToken cancellation)
    {
        if (writes.Count > 0) await table.WriteAsync([.. writes], cancellation).ConfigureAwait(false);
        writes.Clear();
    }

    private async Task<byte[]?> ReadAsync(Hash256 hash, Dictionary<string, AttributeValue> first, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var item = first;
        for (var part = 0; ; part++)
        {
            if (SegmentBody.Unpack(item.Bytes("data"), item.Number("size")) is not { } bytes || content.Length > Largest) return null;
            content.Write(bytes);
            if (part + 1 >= first.Number("parts")) return content.ToArray();
            if ((await table.GetAsync(PartitionOf(hash), SortOf(part + 1), cancellation).ConfigureAwait(false)).Item is not { Count: > 0 } next) return null;
            item = next;
        }
    }

    private static Dictionary<string, AttributeValue> Key(Hash256 hash, int part) => Attributes.Key(PartitionOf(hash), SortOf(part));

    private static string PartitionOf(Hash256 hash) => $"result#{hash}";

    private static string SortOf(int part) => $"{part:d6}";
}
