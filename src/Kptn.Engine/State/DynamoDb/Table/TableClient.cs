using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Polly;
using Polly.Retry;

namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>Sends requests to the table, each a bounded number of times; nobody else tries any again. Makes the SDK's client when first used.</summary>
internal sealed class TableClient
{
    private readonly Lazy<IAmazonDynamoDB> _client;
    private readonly TableContact _contact;
    private readonly ResiliencePipeline _retries;

    /// <param name="target">The table.</param>
    /// <param name="timings">How long things may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="connect">Makes the client.</param>
    public TableClient(DynamoTarget target, DynamoTimings timings, TimeProvider time, Func<DynamoTarget, IAmazonDynamoDB>? connect = null)
    {
        Target = target;
        _contact = new TableContact(timings);
        _client = new(() => (connect ?? Connect)(target));
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = tried => ValueTask.FromResult(tried.Outcome.Exception is { } error && !tried.Context.CancellationToken.IsCancellationRequested && Faults.MayPass(error) && tried.AttemptNumber < _contact.TriesAfter(error) - 1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = timings.FirstPause,
            MaxDelay = timings.LongestPause,
            MaxRetryAttempts = timings.Tries - 1,
        }).Build();
    }

    public DynamoTarget Target { get; }

    public Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellation) =>
        SendAsync("Query", (client, token) => client.QueryAsync(request, token), cancellation);

    public Task<GetItemResponse> GetAsync(string partition, string sort, CancellationToken cancellation) =>
        SendAsync("GetItem", (client, token) => client.GetItemAsync(new GetItemRequest { TableName = Target.Table, Key = Attributes.Key(partition, sort), ConsistentRead = true }, token), cancellation);

    /// <summary>Reads items, in as many requests as it takes until none is left.</summary>
    /// <param name="keys">At most 100.</param>
    /// <param name="projection">The attributes that are wanted, where <c>#h</c> is <c>hash</c>; all where it is <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Those that are there.</returns>
    public async Task<List<Dictionary<string, AttributeValue>>> ReadManyAsync(List<Dictionary<string, AttributeValue>> keys, string? projection, CancellationToken cancellation)
    {
        var found = new List<Dictionary<string, AttributeValue>>();
        while (keys.Count > 0)
        {
            var wanted = new KeysAndAttributes { Keys = keys, ConsistentRead = true };
            if (projection is not null) (wanted.ProjectionExpression, wanted.ExpressionAttributeNames) = (projection, new() { ["#h"] = "hash" });
            var answer = await SendAsync(
                "BatchGetItem",
                async (client, token) =>
                {
                    var some = await client.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [Target.Table] = wanted } }, token).ConfigureAwait(false);
                    return some.Responses?.GetValueOrDefault(Target.Table) is { Count: > 0 } || some.UnprocessedKeys is not { Count: > 0 } ? some : throw new UnprocessedException();
                },
                cancellation).ConfigureAwait(false);
            found.AddRange(answer.Responses?.GetValueOrDefault(Target.Table) ?? []);
            keys = answer.UnprocessedKeys?.GetValueOrDefault(Target.Table)?.Keys ?? [];
        }

        return found;
    }

    public Task PutAsync(PutItemRequest request, CancellationToken cancellation) =>
        SendAsync("PutItem", (client, token) => client.PutItemAsync(request, token), cancellation);

    public Task DeleteAsync(string partition, string sort, CancellationToken cancellation) =>
        SendAsync("DeleteItem", (client, token) => client.DeleteItemAsync(new DeleteItemRequest { TableName = Target.Table, Key = Attributes.Key(partition, sort) }, token), cancellation);

    /// <summary>Writes items, in as many requests as it takes until none is left.</summary>
    /// <param name="writes">At most 25.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task WriteAsync(List<WriteRequest> writes, CancellationToken cancellation)
    {
        var left = writes;
        return SendAsync(
            "BatchWriteItem",
            async (client, token) =>
            {
                var answer = await client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = new() { [Target.Table] = left } }, token).ConfigureAwait(false);
                if (answer.UnprocessedItems is null || !answer.UnprocessedItems.TryGetValue(Target.Table, out var unprocessed) || unprocessed.Count == 0) return answer;
                left = unprocessed;
                throw new UnprocessedException();
            },
            cancellation);
    }

    /// <summary>Updates an item, once.</summary>
    public Task UpdateOnceAsync(UpdateItemRequest request, CancellationToken cancellation) =>
        OnceAsync("UpdateItem", (client, token) => client.UpdateItemAsync(request, token), cancellation);

    /// <summary>Writes items all or none, once.</summary>
    public Task TransactOnceAsync(TransactWriteItemsRequest request, CancellationToken cancellation) =>
        OnceAsync("TransactWriteItems", (client, token) => client.TransactWriteItemsAsync(request, token), cancellation);

    /// <summary>Sends a request as often as it takes, within bounds.</summary>
    /// <exception cref="DynamoException">It was refused.</exception>
    /// <exception cref="ConditionException">A condition of it did not hold.</exception>
    public Task<T> SendAsync<T>(string action, Func<IAmazonDynamoDB, CancellationToken, Task<T>> send, CancellationToken cancellation) =>
        OnceAsync(action, (client, token) => _retries.ExecuteAsync(inner => _contact.TryAsync(client, send, inner), token).AsTask(), cancellation);

    private async Task<T> OnceAsync<T>(string action, Func<IAmazonDynamoDB, CancellationToken, Task<T>> send, CancellationToken cancellation)
    {
        try
        {
            if (Target.Table.Length == 0) throw new DynamoException($"no DynamoDB table is named: set settings.dynamodb.table, or the variable {DynamoTarget.TableVariable}", mayPass: false);
            return await send(_client.Value, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not DynamoException && !(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            if (Faults.IsCondition(e)) throw new ConditionException(e);
            throw Faults.Describe(e, action, Target);
        }
    }

    private static AmazonDynamoDBClient Connect(DynamoTarget target)
    {
        const string AnyRegion = "us-east-1";
        var config = new AmazonDynamoDBConfig { MaxErrorRetry = 0, ThrottleRetries = false, Timeout = TimeSpan.FromSeconds(30), ConnectTimeout = TimeSpan.FromSeconds(4) };
        if (target.Endpoint is not null)
        {
            config.ServiceURL = target.Endpoint;
            config.AuthenticationRegion = target.Region ?? AnyRegion;
        }
        else if (target.Region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(target.Region);
        }

        return new AmazonDynamoDBClient(config);
    }
}
