using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State.DynamoDb.Leases;
using Kptn.Engine.State.DynamoDb.Streams;

namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>All that the partition of a key says: its lease and the heads of its streams.</summary>
internal sealed class KeySnapshot
{
    public Lease Lease { get; private set; } = Lease.None;

    /// <summary>By sort key.</summary>
    public Dictionary<string, StreamHead> Heads { get; } = new(StringComparer.Ordinal);

    /// <summary>Small documents by name.</summary>
    public Dictionary<string, byte[]> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>Partitions of segments that may be of no use any more, by sort key.</summary>
    public Dictionary<string, string> Old { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the registry lists the key.</summary>
    public bool IsListed { get; private set; }

    /// <summary>Reads a key: one request, unless it has thousands of mapped tasks.</summary>
    public static async Task<KeySnapshot> ReadAsync(TableClient table, string partition, CancellationToken cancellation)
    {
        var snapshot = new KeySnapshot();
        var request = new QueryRequest
        {
            TableName = table.Target.Table,
            ConsistentRead = true,
            KeyConditionExpression = "pk = :p",
            ExpressionAttributeValues = new() { [":p"] = Attributes.Of(partition) },
        };
        do
        {
            var page = await table.QueryAsync(request, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items ?? []) snapshot.Add(item);
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return snapshot;
    }

    private void Add(Dictionary<string, AttributeValue> item)
    {
        var sort = item.Text(Attributes.Sort);
        if (sort == TableNames.Lease) Lease = Lease.Read(item);
        else if (sort.StartsWith(TableNames.Document, StringComparison.Ordinal)) Documents[sort[TableNames.Document.Length..]] = item.Bytes("data");
        else if (sort.StartsWith(TableNames.Old, StringComparison.Ordinal)) Old[sort] = item.Text("segments");
        else if (sort == TableNames.Tasks || sort.StartsWith(TableNames.Tasks + "#", StringComparison.Ordinal)) Heads[sort] = StreamHead.Read(item);
        if (sort == TableNames.Tasks) IsListed = item.TryGetValue("listed", out var listed) && listed.BOOL == true;
    }
}
