using Amazon.DynamoDBv2.Model;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>
/// Results in the table that are items of their own, by their hash, in parts that fit into items. The first part is written last: where it is, all of them are.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="files">This machine's artifacts.</param>
internal sealed class SingleResults(TableClient table, LocalArtifactStore files)
{
    private const int MostAsked = 100;

    /// <summary>Brings results to this machine, those that are there, in one request unless they have more parts.</summary>
    /// <returns>Those that were brought.</returns>
    public async Task<List<Hash256>> BringAsync(IReadOnlyCollection<Hash256> hashes, CancellationToken cancellation)
    {
        var brought = new List<Hash256>();
        foreach (var first in await table.ReadManyAsync([.. hashes.Select(hash => Key(hash, 0))], null, cancellation).ConfigureAwait(false))
        {
            var hash = Hash256.Parse(first.Text("hash"));
            if (await ReadAsync(hash, first, cancellation).ConfigureAwait(false) is not { } content || Hash256.Of(content) != hash) continue;
            files.Put(content);
            brought.Add(hash);
        }

        return brought;
    }

    /// <summary>Puts results of this machine into the table, those that it does not have. Done twice it does no harm.</summary>
    public async Task UploadAsync(IReadOnlyCollection<Hash256> hashes, CancellationToken cancellation)
    {
        foreach (var some in hashes.Chunk(MostAsked))
        {
            var there = await table.ReadManyAsync([.. some.Select(hash => Key(hash, 0))], "pk, #h", cancellation).ConfigureAwait(false);
            var (firsts, size) = (new List<WriteRequest>(), 0L);
            foreach (var hash in some.Except(there.Select(item => Hash256.Parse(item.Text("hash")))))
            {
                if (await UploadAsync(hash, cancellation).ConfigureAwait(false) is not { } first) continue;
                size += SizeOf(first);
                if (firsts.Count == BatchLimits.Items || size > BatchLimits.Bytes)
                {
                    await WriteAsync(firsts, cancellation).ConfigureAwait(false);
                    size = SizeOf(first);
                }

                firsts.Add(first);
            }

            await WriteAsync(firsts, cancellation).ConfigureAwait(false);
        }
    }

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
            if (rest.Count == BatchLimits.Bytes / SegmentBody.Most) await WriteAsync(rest, cancellation).ConfigureAwait(false);
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
            if (SegmentBody.Unpack(item.Bytes("data"), item.Number("size")) is not { } bytes || content.Length > ResultTable.Largest) return null;
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
