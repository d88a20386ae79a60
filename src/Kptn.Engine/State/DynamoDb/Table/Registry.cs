using Amazon.DynamoDBv2.Model;

namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>The keys that have state, as the table lists them.</summary>
internal static class Registry
{
    /// <summary>Reads them, sorted.</summary>
    public static async Task<IReadOnlyList<StateKey>> ReadAsync(TableClient table, CancellationToken cancellation)
    {
        var keys = new List<StateKey>();
        var request = new QueryRequest
        {
            TableName = table.Target.Table,
            ConsistentRead = true,
            KeyConditionExpression = "pk = :p",
            ExpressionAttributeValues = new() { [":p"] = Attributes.Of(TableNames.Registry) },
        };
        do
        {
            var page = await table.QueryAsync(request, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items ?? []) keys.Add(new StateKey(item.Text("storage_key"), item.Text("namespace")));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        keys.Sort((a, b) => string.CompareOrdinal(a.StorageKey, b.StorageKey) is var order and not 0 ? order : string.CompareOrdinal(a.Namespace, b.Namespace));
        return keys;
    }
}
