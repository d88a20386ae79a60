using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>Deletes segments that are of no use any more. A reader that is in the midst of them notices, and reads the newer ones.</summary>
internal sealed class Sweeper(TableClient table, string partition)
{
    private const int MostAtOnce = 25;

    /// <summary>Deletes some segments, and the note on them with the last.</summary>
    /// <param name="note">The note's sort key.</param>
    /// <param name="segments">The segments' partition.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether none are left.</returns>
    public async Task<bool> SweepAsync(string note, string segments, CancellationToken cancellation)
    {
        var page = await table.QueryAsync(
            new QueryRequest
            {
                TableName = table.Target.Table,
                Limit = MostAtOnce,
                ConsistentRead = true,
                KeyConditionExpression = "pk = :p",
                ProjectionExpression = "pk, sk",
                ExpressionAttributeValues = new() { [":p"] = Attributes.Of(segments) },
            },
            cancellation).ConfigureAwait(false);
        if (page.Items is { Count: > 0 } items)
        {
            await table.WriteAsync([.. items.Select(item => new WriteRequest { DeleteRequest = new DeleteRequest { Key = item } })], cancellation).ConfigureAwait(false);
            if (page.LastEvaluatedKey is { Count: > 0 }) return false;
        }

        await table.DeleteAsync(partition, note, cancellation).ConfigureAwait(false);
        return true;
    }
}
