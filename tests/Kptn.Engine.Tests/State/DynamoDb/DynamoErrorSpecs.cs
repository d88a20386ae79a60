using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State.DynamoDb;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>What users are told.</summary>
public sealed class DynamoErrorSpecs(DynamoServer server) : IAsyncLifetime
{
    private readonly DynamoTable _table = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _table.Timings = _table.Timings with { Tries = 3, FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5), Patience = TimeSpan.FromMilliseconds(100) };
        await _table.MakeAsync();
    }

    public ValueTask DisposeAsync()
    {
        _table.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_table_names_the_next_step()
    {
        var store = new DynamoStateStore(_table.KptnDir(), _table.Target with { Table = "no-such-table" }, TimeProvider.System, _table.Timings, target => DynamoTable.Client(target.Endpoint!));
        var expected = $"DynamoDB has no table 'no-such-table' at {_table.Target.Endpoint}: run 'kptn state create-table', or name another table in settings.dynamodb.table";
        Assert.Equal(expected, (await Assert.ThrowsAnyAsync<IOException>(() => store.ReadAsync(Script.Key, Cancellation))).Message);
        Assert.Equal(expected, (await Assert.ThrowsAnyAsync<IOException>(() => store.OpenAsync())).Message);
        Assert.Equal(expected, Assert.ThrowsAny<IOException>(() => store.ReadItems(Script.Key, "map")).Message);
        Assert.Equal(expected, (await Assert.ThrowsAnyAsync<IOException>(() => store.ListAsync(Cancellation))).Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_table_that_was_made_for_something_else_is_refused()
    {
        var target = _table.Target with { Table = $"other-{Guid.NewGuid():N}" };
        using var client = DynamoTable.Client(target.Endpoint!);
        await client.CreateTableAsync(new CreateTableRequest { TableName = target.Table, BillingMode = BillingMode.PAY_PER_REQUEST, KeySchema = [new KeySchemaElement("id", KeyType.HASH)], AttributeDefinitions = [new AttributeDefinition("id", ScalarAttributeType.N)] }, Cancellation);
        var store = new DynamoStateStore(_table.KptnDir(), target, TimeProvider.System, _table.Timings, at => DynamoTable.Client(at.Endpoint!));

        foreach (var error in new[] { await Assert.ThrowsAnyAsync<IOException>(() => store.CreateTableAsync(wait: true, Cancellation)), await Assert.ThrowsAnyAsync<IOException>(() => store.OpenAsync()), await Assert.ThrowsAnyAsync<IOException>(() => store.ReadAsync(Script.Key, Cancellation)) })
        {
            Assert.Equal($"table {target} was made for something else: kptn's has the partition key 'pk' and the sort key 'sk', both text; name another one in settings.dynamodb.table, and run 'kptn state create-table'", error.Message);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_table_is_made_once()
    {
        Assert.False(await _table.Store().CreateTableAsync(wait: true, Cancellation));
        var store = new DynamoStateStore(_table.KptnDir(), _table.Target with { Table = $"new-{Guid.NewGuid():N}" }, TimeProvider.System, _table.Timings, target => DynamoTable.Client(target.Endpoint!));
        Assert.True(await store.CreateTableAsync(wait: true, Cancellation));
        Assert.False(await store.CreateTableAsync(wait: false, Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task Nobody_at_the_address_is_said_so()
    {
        var store = _table.Store(endpoint: "http://127.0.0.1:9");
        var error = await Assert.ThrowsAnyAsync<IOException>(() => store.ReadAsync(Script.Key, Cancellation));
        Assert.Equal($"DynamoDB with table {_table.Target} cannot be reached: the connection was refused", error.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_nobody_ever_answered_fewer_tries_are_made_than_where_somebody_did()
    {
        _table.Timings = _table.Timings with { Tries = 6, FirstTries = 2 };
        var (isCut, asked) = (true, 0);
        await using var proxy = new FaultProxy(await server.EndpointAsync())
        {
            Choose = _ =>
            {
                asked++;
                return isCut ? Fault.CutBefore : Fault.None;
            },
        };
        var store = _table.Store("b", proxy.Endpoint);
        await Assert.ThrowsAnyAsync<IOException>(() => store.ReadAsync(Script.Key, Cancellation));

        // The SDK makes a few connections for each try.
        var first = asked;
        isCut = false;
        Assert.Empty(await store.ReadAsync(Script.Key, Cancellation));
        (isCut, asked) = (true, 0);
        await Assert.ThrowsAnyAsync<IOException>(() => store.ReadAsync(Script.Key, Cancellation));
        Assert.Equal(3 * first, asked);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(400, "AccessDeniedException", "User: arn:aws:iam::1:user/x is not authorized to perform: dynamodb:PutItem on resource: y", "AWS does not allow dynamodb:PutItem on table * allow it to these credentials; docs/dynamodb.md has a policy with all that kptn needs")]
    [InlineData(400, "ExpiredTokenException", "The security token included in the request is expired", "the AWS credentials for table * have expired: renew them (as with 'aws sso login') and run the same again")]
    [InlineData(400, "UnrecognizedClientException", "The security token included in the request is invalid.", "AWS does not know the credentials that were given for table *")]
    [InlineData(400, "ThrottlingException", "Rate exceeded", "DynamoDB holds back requests to table * for being too many")]
    [InlineData(503, "ServiceUnavailable", "it is down.", "DynamoDB fails with table *: it is down")]
    public async Task What_AWS_refuses_is_told_in_plain_words_and_nothing_is_lost(int status, string code, string message, string expected)
    {
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        var writer = await _table.Store("a", proxy.Endpoint).OpenAsync();
        Script.Change(1).ApplyTo(writer);
        proxy.Refusal = (status, code, message);
        var pattern = $"^{System.Text.RegularExpressions.Regex.Escape(expected).Replace("\\*", ".*", StringComparison.Ordinal)}";
        Assert.Matches(pattern, (await Assert.ThrowsAnyAsync<IOException>(() => writer.FlushAsync(Cancellation))).Message);
        Assert.Matches(pattern, (await writer.Failure).Message);
        Assert.Matches(pattern, (await Assert.ThrowsAnyAsync<IOException>(() => _table.Store("b", proxy.Endpoint).ReadAsync(Script.Key, Cancellation))).Message);
        await writer.DisposeAsync();
        proxy.Refusal = null;
        await using var next = await _table.Store("a", proxy.Endpoint).OpenAsync(TimeSpan.FromSeconds(30));
        Assert.Single(next.Opened);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_store_without_a_table_says_how_to_name_one()
    {
        var store = new DynamoStateStore(_table.KptnDir(), new DynamoTarget(""), TimeProvider.System);
        var error = await Assert.ThrowsAnyAsync<IOException>(() => store.ReadAsync(Script.Key, Cancellation));
        Assert.Equal("no DynamoDB table is named: set settings.dynamodb.table, or the variable DYNAMODB_TABLE_NAME", error.Message);
    }
}
