using System.Security.Cryptography;
using Amazon.DynamoDBv2.Model;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>Reads streams from the table, with queries.</summary>
/// <param name="table">The table.</param>
internal sealed class SegmentReader(TableClient table)
{
    /// <summary>Appends what a file lacks of a stream.</summary>
    /// <param name="partition">The key's partition.</param>
    /// <param name="head">What counts.</param>
    /// <param name="from">Which segments the file has; the rest is read.</param>
    /// <param name="hash">The hash of what the file has; that of all when it is over.</param>
    /// <param name="target">The file, at its end.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Whether the file is whole now. It is not where the generation was replaced meanwhile.</returns>
    public async Task<bool> AppendAsync(string partition, StreamHead head, SegmentPosition from, IncrementalHash hash, Stream target, CancellationToken cancellation)
    {
        var wanted = from.Rest(head).GetEnumerator();
        var request = new QueryRequest
        {
            TableName = table.Target.Table,
            ConsistentRead = true,
            KeyConditionExpression = "pk = :p AND sk >= :s",
            ExpressionAttributeValues = new()
            {
                [":p"] = Attributes.Of(TableNames.SegmentsOf(partition, TableNames.StreamOf(head.Task), head.Generation)),
                [":s"] = Attributes.Of(TableNames.SegmentOf(from.Epoch, from.Segments)),
            },
        };
        var more = wanted.MoveNext();
        while (more)
        {
            var page = await table.QueryAsync(request, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                // What a writer that lost its lease left behind is none of these.
                if (!more || item.Text(Attributes.Sort) != wanted.Current) continue;
                if (SegmentBody.Unpack(item.Bytes("data"), item.Number("size")) is not { } bytes) return false;
                hash.AppendData(bytes);
                await target.WriteAsync(bytes, cancellation).ConfigureAwait(false);
                more = wanted.MoveNext();
            }

            if (page.LastEvaluatedKey is not { Count: > 0 } last) break;
            request.ExclusiveStartKey = last;
        }

        return !more && Hash256.Read(hash.GetCurrentHash()) == head.Digest;
    }
}
