using Amazon.DynamoDBv2.Model;
using Kptn.Engine.Artifacts;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;
using Kptn.Engine.State.DynamoDb;
using Kptn.Engine.State.DynamoDb.Results;
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

    [Fact(Timeout = 300_000)]
    public async Task Many_results_of_items_travel_in_packs_and_only_once()
    {
        const int Count = 5000;
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        for (var round = 0; round < 2; round++)
        {
            proxy.Executed.Clear();
            await RecordAsync("a", proxy.Endpoint, "map", [.. Enumerable.Range(0, Count).Select(number => Noise(3000, number))]);
            Assert.InRange(Requests(proxy), 1, round == 0 ? 60 : 40);
        }

        proxy.Executed.Clear();
        var wanted = ResultsOf("b", "map");
        Assert.Equal(Count, wanted.Count);
        Files("b", proxy).Bring(wanted);
        Assert.InRange(proxy.Executed["BatchGetItem"], 1, 4);
        Assert.InRange(proxy.Executed["Query"], 1, 3);
        Assert.All(wanted, hash => Assert.True(_table.Artifacts("b").Has(hash)));

        // Of mixed sizes, and from a machine that has results which others brought there: a reader reads what is new in the index alone.
        int[] sizes = [2100, 3000, 99_000, 100 * 1024, (100 * 1024) + 1, 400_000];
        proxy.Executed.Clear();
        await RecordAsync("b", proxy.Endpoint, "mixed", [.. Enumerable.Range(0, 300).Select(number => Noise(sizes[number % 4], number + 9000)), .. Enumerable.Range(0, 4).Select(number => Noise(sizes[4 + (number % 2)], number)), .. Enumerable.Range(0, 500).Select(number => Noise(3000, number))]);
        Assert.InRange(Requests(proxy), 1, 60);
        (proxy.Executed["BatchGetItem"], var answered) = (0, proxy.Answered);
        wanted = ResultsOf("a", "mixed");
        foreach (var hash in wanted) File.Delete(_table.Artifacts().PathOf(hash));
        Files("a", proxy).Bring(wanted);
        Assert.All(wanted, hash => Assert.True(_table.Artifacts().Has(hash)));
        Assert.InRange(proxy.Executed["BatchGetItem"], 2, 10);
        Assert.InRange(proxy.Answered - answered, 1, 40_000_000);
    }

    [Fact(Timeout = 240_000)]
    public async Task Machines_that_write_the_same_results_at_once_through_a_bad_network_and_are_killed_between_lose_none()
    {
        await using var proxy = new FaultProxy(await server.EndpointAsync()) { Choose = FaultProxy.Randomly(1, 20) };
        byte[][] contents = [.. Enumerable.Range(0, 300).Select(number => Noise(3000 + (number % 5 * 20_000), number))];
        byte[][] others = [.. contents.Take(150), .. Enumerable.Range(0, 150).Select(number => Noise(2500, -1 - number))];
        await using (var broken = new FaultProxy(await server.EndpointAsync()) { Choose = action => action == "PutItem" ? Fault.CutBefore : Fault.None })
        {
            // Packs are there, and nothing names them.
            var results = (ResultTable)_table.Results("a", broken.Endpoint);
            await Assert.ThrowsAsync<DynamoException>(() => results.UploadAsync([.. contents.Select(content => _table.Artifacts().Put(content))], Cancellation));
            Assert.InRange(broken.Executed["BatchWriteItem"], 1, 10);
            var found = Files("c", broken);
            found.Bring(contents.Select(content => Hash256.Of(content)));
            Assert.All(contents, content => Assert.False(_table.Artifacts("c").Has(Hash256.Of(content))));
        }

        await Task.WhenAll(RecordAsync("a", proxy.Endpoint, "map", contents), RecordAsync("b", proxy.Endpoint, "map", others, "other"));
        byte[][] older = [.. Enumerable.Range(0, 60).Select(number => Noise(4000, 1000 + number))];
        await _table.UploadSinglesAsync("a", [.. older.Select(content => _table.Artifacts().Put(content))]);
        foreach (var some in new[] { contents, others, older })
        {
            Files("c", proxy).Bring(some.Select(content => Hash256.Of(content)));
            foreach (var content in some) Assert.Equal(content, await File.ReadAllBytesAsync(_table.Artifacts("c").PathOf(Hash256.Of(content)), Cancellation));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_table_that_was_made_anew_gets_results_again_and_a_damaged_pack_gives_none()
    {
        byte[][] contents = [.. Enumerable.Range(0, 20).Select(number => Noise(3000, number))];
        await RecordAsync("a", _table.Target.Endpoint!, "map", contents);
        using var client = DynamoTable.Client(_table.Target.Endpoint!);
        await client.DeleteTableAsync(_table.Target.Table, Cancellation);
        await _table.Store().CreateTableAsync(wait: true, Cancellation);
        var hashes = contents.Select(content => Hash256.Of(content)).ToList();
        await ((ResultTable)_table.Results("a", _table.Target.Endpoint!)).UploadAsync(hashes, Cancellation);

        var pack = (await client.ScanAsync(new ScanRequest(_table.Target.Table), Cancellation)).Items.Single(item => item["sk"].S == "pack");
        var data = pack["data"].B.ToArray();
        data[^1] ^= 1;
        pack["data"] = new() { B = new MemoryStream(data) };
        await client.PutItemAsync(_table.Target.Table, pack, Cancellation);
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        Files("b", proxy).Bring(hashes);
        Assert.Equal(19, hashes.Count(_table.Artifacts("b").Has));
        Assert.All(hashes.Take(19), hash => Assert.Equal(hash, Hash256.Of(File.ReadAllBytes(_table.Artifacts("b").PathOf(hash)))));
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

    private async Task RecordAsync(string machine, string endpoint, string task, byte[][] contents, string space = "graph")
    {
        await using var writer = await _table.Store(machine, endpoint).OpenAsync(TimeSpan.FromSeconds(20), Script.Key with { Namespace = space });
        await using var items = writer.OpenItems(task);
        var session = items.BeginSession("r", ItemScript.Common("r"));
        foreach (var (number, content) in contents.Index())
        {
            var hash = _table.Artifacts(machine).Put(content);
            items.Record(new ItemState($"{number}", new ItemTry(TaskOutcome.Succeeded, session, default, default), new ItemGood(session, default, [], new ItemResult(default, hash, content.Length), default, default, 0, default)));
        }

        await items.FlushAsync(Cancellation);
    }

    private List<Hash256> ResultsOf(string machine, string task)
    {
        using var table = _table.Store(machine).ReadItems(Script.Key, task)!;
        return [.. table.All().Select(slot => table.Read(slot.Number).Good!.Result.Hash)];
    }

    private ResultFiles Files(string machine, FaultProxy proxy) => new(_table.Artifacts(machine)) { Elsewhere = _table.Results(machine, proxy.Endpoint) };

    private static int Requests(FaultProxy proxy) => proxy.Executed.Where(pair => pair.Key is not ("UpdateItem" or "GetItem")).Sum(pair => pair.Value);

    private static byte[] Noise(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
