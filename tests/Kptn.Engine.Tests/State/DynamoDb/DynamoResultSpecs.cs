using Kptn.Engine.Artifacts;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>Results that travel with the state that names them.</summary>
public sealed class DynamoResultSpecs(DynamoServer server) : IAsyncLifetime
{
    private readonly DynamoTable _table = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _table.Timings = DynamoTable.Patient;
        await _table.MakeAsync();
    }

    public ValueTask DisposeAsync()
    {
        _table.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory(Timeout = 240_000)]
    [InlineData(0)]
    [InlineData(20)]
    public async Task A_result_is_in_the_table_before_the_state_that_names_it_and_comes_to_whoever_reads_it(int percentOfFaults)
    {
        await using var proxy = new FaultProxy(await server.EndpointAsync()) { Choose = FaultProxy.Randomly(1, percentOfFaults) };
        byte[][] contents = [[], [1], Noise(5000, 1), Noise(320 * 1024, 2), Noise((320 * 1024) + 1, 3), Noise(9_000_000, 4), new byte[3_000_000]];
        var hashes = contents.Select(content => _table.Artifacts().Put(content)).ToList();
        await using (var writer = await _table.Store("a", proxy.Endpoint).OpenAsync(TimeSpan.FromSeconds(20)))
        {
            foreach (var (number, hash) in hashes.Index()) writer.RecordEnd($"t{number}", Script.Try(number, TaskOutcome.Succeeded), Script.Good(number) with { ResultHash = hash, ResultSize = contents[number].Length });
            await writer.FlushAsync(Cancellation);
        }

        var files = new ResultFiles(_table.Artifacts("b")) { Elsewhere = _table.Results("b", proxy.Endpoint) };
        foreach (var (number, state) in (await _table.Store("b").ReadAsync(Script.Key, Cancellation)).Values.OrderBy(state => state.Task).Index())
        {
            Assert.Equal(contents[number], await File.ReadAllBytesAsync(files.PathOf(state.Good!.ResultHash), Cancellation));
        }
    }

    [Fact(Timeout = 240_000)]
    public async Task Many_results_of_items_are_written_and_brought_in_batches_and_only_once()
    {
        const int Count = 1000;
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        for (var round = 0; round < 2; round++)
        {
            proxy.Executed.Clear();
            await using var writer = await _table.Store("a", proxy.Endpoint).OpenAsync();
            await using var items = writer.OpenItems("map");
            var session = items.BeginSession($"r{round}", ItemScript.Common("r"));
            for (var number = 0; number < Count; number++)
            {
                var hash = _table.Artifacts().Put(Noise(3000, number));
                items.Record(new ItemState($"{number}", new ItemTry(TaskOutcome.Succeeded, session, default, default), new ItemGood(session, default, [], new ItemResult(default, hash, 3000), default, default, 0, default)));
            }

            await items.FlushAsync(Cancellation);
            if (round == 1) Assert.False(proxy.Executed.ContainsKey("BatchWriteItem") && proxy.Executed["BatchWriteItem"] > 10);
            Assert.InRange(proxy.Executed.GetValueOrDefault("BatchWriteItem"), 0, (Count / 25) + 10);
        }

        proxy.Executed.Clear();
        using var table = _table.Store("b").ReadItems(Script.Key, "map")!;
        var files = new ResultFiles(_table.Artifacts("b")) { Elsewhere = _table.Results("b", proxy.Endpoint) };
        var wanted = table.All().Select(slot => table.Read(slot.Number).Good!.Result.Hash).ToList();
        files.Bring(wanted);
        Assert.Equal(Count / 25, proxy.Executed["BatchGetItem"]);
        Assert.All(wanted, hash => Assert.True(_table.Artifacts("b").Has(hash)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_result_that_is_nowhere_is_asked_for_once()
    {
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        var files = new ResultFiles(_table.Artifacts("b")) { Elsewhere = _table.Results("b", proxy.Endpoint) };
        for (var round = 0; round < 3; round++) Assert.False(File.Exists(files.PathOf(Hash256.Of("nobody made it"))));
        Assert.Equal(1, proxy.Executed["BatchGetItem"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_damaged_result_is_not_handed_out()
    {
        var hash = _table.Artifacts().Put(Noise(5000, 1));
        await using (var writer = await _table.Store().OpenAsync()) writer.RecordEnd("t", Script.Try(1, TaskOutcome.Succeeded), Script.Good(1) with { ResultHash = hash });
        using var client = DynamoTable.Client(_table.Target.Endpoint!);
        var item = (await client.GetItemAsync(_table.Target.Table, new() { ["pk"] = new($"result#{hash}"), ["sk"] = new("000000") }, Cancellation)).Item;
        var data = item["data"].B.ToArray();
        data[^1] ^= 1;
        item["data"] = new() { B = new MemoryStream(data) };
        await client.PutItemAsync(_table.Target.Table, item, Cancellation);

        var files = new ResultFiles(_table.Artifacts("b")) { Elsewhere = _table.Results("b", _table.Target.Endpoint!) };
        Assert.False(File.Exists(files.PathOf(hash)));
    }

    private static byte[] Noise(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
