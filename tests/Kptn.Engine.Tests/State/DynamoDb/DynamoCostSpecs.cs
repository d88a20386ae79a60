using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;
using Kptn.Engine.State.DynamoDb;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>What things cost in requests.</summary>
public sealed class DynamoCostSpecs(DynamoServer server) : IAsyncLifetime
{
    private const int LargestItem = 400 * 1024;
    private readonly DynamoTable _table = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _table.Timings = new DynamoTimings();
        await _table.MakeAsync();
    }

    public ValueTask DisposeAsync()
    {
        _table.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory(Timeout = 400_000)]
    [InlineData(50_000)]
    [InlineData(300_000)]
    public async Task Many_items_cost_some_hundreds_of_writes_at_most(int count)
    {
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        await using (var writer = await _table.Store("a", proxy.Endpoint).OpenAsync())
        {
            await using var items = writer.OpenItems("map");
            var session = items.BeginSession("r1", ItemScript.Common("r1"));
            for (var number = 0; number < count; number++) items.Record(State(number, session));
            await items.FlushAsync(Cancellation);
            writer.RecordEnd("map", Script.Try(1, TaskOutcome.Succeeded) with { Items = count, ItemsDone = count }, Script.Good(1));
            await writer.FlushAsync(Cancellation);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} items: {string.Join(", ", proxy.Executed.Select(pair => $"{pair.Value} {pair.Key}"))}, largest request {proxy.LargestRequest}");
        Assert.InRange(proxy.Writes, 1, 400);
        proxy.Executed.Clear();
        var other = _table.Store("b", proxy.Endpoint);
        Assert.Equal(count, (await other.ReadAsync(Script.Key, Cancellation))["map"].Last!.Items);
        using (var read = other.ReadItems(Script.Key, "map")!)
        {
            Assert.Equal(count, read.Count);
            for (var number = 0; number < count; number += 997)
            {
                Assert.True(read.TryFind(ItemId.Of($"{number}"), out var slot));
                Assert.Equal(ItemText.Of(State(number, 0), read.Sessions), ItemText.Of(read.Read(slot.Number), read.Sessions));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"read elsewhere: {string.Join(", ", proxy.Executed.Select(pair => $"{pair.Value} {pair.Key}"))}");
        Assert.InRange(proxy.Executed["Query"], 2, 60);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_look_at_what_did_not_change_costs_one_query_and_a_run_without_anything_to_do_writes_the_lease_alone()
    {
        await _table.Store().RecordAsync(Enumerable.Range(0, 50));
        Assert.NotEmpty(await _table.Store("b").TextAsync());
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        var store = _table.Store("b", proxy.Endpoint);
        await store.ReadAsync(Script.Key, Cancellation);
        Assert.Null(store.ReadItems(Script.Key, "map"));
        Assert.Null(store.HolderOf(Script.Key));
        Assert.Equal([new("Query", 1)], proxy.Executed);

        await (await store.OpenAsync()).DisposeAsync();
        Assert.Equal([new("GetItem", 1), new("PutItem", 1), new("Query", 2), new("UpdateItem", 1)], proxy.Executed.OrderBy(pair => pair.Key));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_machine_that_is_behind_fetches_only_what_it_lacks()
    {
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        var other = _table.Store("b", proxy.Endpoint);
        await using var writer = await _table.Store().OpenAsync();
        for (var round = 0; round < 3; round++)
        {
            for (var number = 0; number < 1000; number++) Script.Change((round * 1000) + number).ApplyTo(writer);
            await writer.FlushAsync(Cancellation);
            var before = proxy.Answered;
            await other.ReadAsync(Script.Key, Cancellation);
            if (round > 0) Assert.InRange(proxy.Answered - before, 1, (long)(2.5 * before / round));
            Assert.Equal(2 * (round + 1), proxy.Executed["Query"]);
            await other.ReadAsync(Script.Key, Cancellation);
            proxy.Executed["Query"]--;
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task No_item_of_the_table_comes_near_its_limit_whatever_is_recorded()
    {
        var random = new Random(1);
        await using (var writer = await _table.Store().OpenAsync())
        {
            await using var items = writer.OpenItems("map");
            var session = items.BeginSession("r1", ItemScript.Common("r1"));
            for (var number = 0; number < 30; number++)
            {
                var noise = new byte[50_000 * (number % 5)];
                random.NextBytes(noise);
                items.Record(new ItemState($"\"{Convert.ToBase64String(noise)}\"", new ItemTry(TaskOutcome.Failed, session, default, default, Error: Convert.ToBase64String(noise)), null));
            }
        }

        using var client = DynamoTable.Client(_table.Target.Endpoint!);
        var request = new Amazon.DynamoDBv2.Model.ScanRequest { TableName = _table.Target.Table };
        do
        {
            var page = await client.ScanAsync(request, Cancellation);
            Assert.All(page.Items, item => Assert.InRange(item.Sum(pair => pair.Key.Length + (pair.Value.S?.Length ?? pair.Value.B?.Length ?? 8)), 1, LargestItem - 50_000));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        Assert.NotEmpty(_table.Store("b").ReadItems(Script.Key, "map")!.All());
    }

    private static ItemState State(int number, int session) => new(
        $"{number}",
        new ItemTry(TaskOutcome.Succeeded, session, DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(number), TimeSpan.FromMilliseconds(number % 999), ExitCode: 0),
        new ItemGood(session, default, [new OutputState($"out/{number}.csv", Hash256.Of($"{number}"), number, new FileStamp(number, number, (ulong)number))], new ItemResult("[1,2]"u8.ToArray(), default, 5), DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(number), TimeSpan.FromMilliseconds(number % 999), 1 << 20, TimeSpan.FromMilliseconds(5)));
}
