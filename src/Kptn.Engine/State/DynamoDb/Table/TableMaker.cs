using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>Makes the table.</summary>
/// <param name="table">The table.</param>
/// <param name="time">The clock.</param>
internal sealed class TableMaker(TableClient table, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Makes it, unless it is there.</summary>
    /// <returns>Whether it was made.</returns>
    /// <exception cref="DynamoException">It cannot be made, or is there with other keys.</exception>
    public async Task<bool> MakeAsync(CancellationToken cancellation)
    {
        if (await DescribeAsync(cancellation).ConfigureAwait(false) is { } found)
        {
            Check(found);
            return false;
        }

        try
        {
            await table.SendAsync("CreateTable", (client, token) => client.CreateTableAsync(Request(), token), cancellation).ConfigureAwait(false);
            return true;
        }
        catch (DynamoException e) when (e.InnerException is ResourceInUseException)
        {
            // Another made it at the same time, or an earlier try of this request did.
            if (await DescribeAsync(cancellation).ConfigureAwait(false) is { } made) Check(made);
            return true;
        }
    }

    /// <summary>Waits until it can be used.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (await DescribeAsync(cancellation).ConfigureAwait(false) is not { } found || found.TableStatus == TableStatus.CREATING) await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
    }

    private async Task<TableDescription?> DescribeAsync(CancellationToken cancellation)
    {
        try
        {
            return (await table.SendAsync("DescribeTable", (client, token) => client.DescribeTableAsync(table.Target.Table, token), cancellation).ConfigureAwait(false)).Table;
        }
        catch (DynamoException e) when (e.InnerException is ResourceNotFoundException)
        {
            return null;
        }
    }

    private void Check(TableDescription found)
    {
        var keys = found.KeySchema.Select(key => $"{key.AttributeName} {key.KeyType} {found.AttributeDefinitions.FirstOrDefault(attribute => attribute.AttributeName == key.AttributeName)?.AttributeType}");
        if (!keys.SequenceEqual(["pk HASH S", "sk RANGE S"])) throw new DynamoException(Faults.WrongKeys(table.Target), mayPass: false);
    }

    private CreateTableRequest Request() => new()
    {
        TableName = table.Target.Table,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        KeySchema = [new KeySchemaElement(Attributes.Partition, KeyType.HASH), new KeySchemaElement(Attributes.Sort, KeyType.RANGE)],
        AttributeDefinitions = [new AttributeDefinition(Attributes.Partition, ScalarAttributeType.S), new AttributeDefinition(Attributes.Sort, ScalarAttributeType.S)],
    };
}
