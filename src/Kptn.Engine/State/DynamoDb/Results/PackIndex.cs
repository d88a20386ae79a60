using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>
/// Which pack has a result: a log in the table that everybody appends to. An entry goes where none is yet, as only one writer's can, and so whoever has all up to a
/// number lacks only those after it.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="copy">This machine's copy.</param>
internal sealed class PackIndex(TableClient table, PackIndexFiles copy)
{
    private const string Partition = "result#packs";
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Hash256> _packs = [];
    private readonly Dictionary<Hash256, int> _places = [];
    private long _next;
    private Hash256 _digest;
    private bool _isRead;
    private bool _isChecked;

    /// <summary>The packs that have results, each with those of them that it has.</summary>
    /// <param name="results">The results.</param>
    /// <param name="use">What the answer must rest on.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<List<PackContents>> FindAsync(IReadOnlyCollection<Hash256> results, IndexUse use, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!_isRead) ReadCopy();
            if (use == IndexUse.Newest || (use == IndexUse.Checked && !_isChecked)) await ReadAsync(cancellation).ConfigureAwait(false);
            return [.. results.Where(_places.ContainsKey).GroupBy(result => _places[result]).OrderBy(some => some.Key).Select(some => new PackContents(_packs[some.Key], [.. some]))];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Adds packs that are in the table by now. Done twice it does no harm.</summary>
    public async Task AddAsync(IReadOnlyCollection<PackContents> packs, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (Lacking(packs) is { Count: > 0 } some)
            {
                var entry = IndexEntry.After(_next, _digest, PackContents.Write(some));
                try
                {
                    await table.PutAsync(Put(entry), cancellation).ConfigureAwait(false);
                    Add(entry);
                }
                catch (ConditionException)
                {
                    // Another was quicker, or this one is there and the answer was lost.
                    await ReadAsync(cancellation).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // As many as fit into an item.
    private List<PackContents> Lacking(IEnumerable<PackContents> packs)
    {
        var size = 0;
        return [.. packs.Where(pack => !pack.Results.All(_places.ContainsKey)).TakeWhile(pack => (size += pack.Size) <= SegmentBody.Most)];
    }

    private void ReadCopy()
    {
        foreach (var entry in copy.Read()) Take(entry);
        _isRead = true;
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        while (!await TryReadAsync(cancellation).ConfigureAwait(false)) Clear();
        _isChecked = true;
    }

    // Reads from the last entry on that is known. Where it is another one now, or gone, the table is not the one that was copied.
    private async Task<bool> TryReadAsync(CancellationToken cancellation)
    {
        var isSame = _isChecked || _next == 0;
        var request = new QueryRequest
        {
            TableName = table.Target.Table,
            ConsistentRead = true,
            KeyConditionExpression = "pk = :p AND sk >= :s",
            ExpressionAttributeValues = new() { [":p"] = Attributes.Of(Partition), [":s"] = Attributes.Of(IndexEntry.NameOf(isSame ? _next : _next - 1)) },
        };
        do
        {
            var page = await table.QueryAsync(request, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                if (Read(item) is not { } entry) continue;
                if (isSame) Add(entry);
                else if (entry.Number != _next - 1 || entry.Digest != _digest) return false;
                isSame = true;
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return isSame;
    }

    private static IndexEntry? Read(Dictionary<string, AttributeValue> item) =>
        long.TryParse(item.Text(Attributes.Sort), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IndexEntry(number, Hash256.Read(item.Bytes("digest") is { Length: Hash256.Size } digest ? digest : new byte[Hash256.Size]), SegmentBody.Unpack(item.Bytes("data"), item.Number("size")) ?? [])
            : null;

    private PutItemRequest Put(IndexEntry entry)
    {
        var item = Attributes.Key(Partition, entry.Name);
        Span<byte> digest = stackalloc byte[Hash256.Size];
        entry.Digest.Write(digest);
        item["digest"] = Attributes.Of(digest);
        item["size"] = Attributes.Of(entry.Bytes.Length);
        item["data"] = Attributes.Of(SegmentBody.Pack(entry.Bytes));
        return new PutItemRequest { TableName = table.Target.Table, Item = item, ConditionExpression = "attribute_not_exists(pk)" };
    }

    private void Add(IndexEntry entry)
    {
        Take(entry);
        copy.Write(entry);
    }

    private void Take(IndexEntry entry)
    {
        foreach (var pack in PackContents.Read(entry.Bytes))
        {
            foreach (var result in pack.Results) _places.TryAdd(result, _packs.Count);
            _packs.Add(pack.Pack);
        }

        (_next, _digest) = (entry.Number + 1, entry.Digest);
    }

    private void Clear()
    {
        _packs.Clear();
        _places.Clear();
        (_next, _digest) = (0, default);
    }
}
