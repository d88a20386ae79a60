using System.Text;
using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>Machines that share a table.</summary>
public sealed class DynamoMachineSpecs(DynamoServer server) : IAsyncLifetime
{
    private readonly DynamoTable _table = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _table.MakeAsync();

    public ValueTask DisposeAsync()
    {
        _table.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory(Timeout = 240_000)]
    [InlineData(0, 40)]
    [InlineData(15, 20)]
    public async Task Whatever_machines_do_in_turn_each_sees_all_of_it(int percentOfFaults, int turns)
    {
        _table.Timings = DynamoTable.Patient;
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var proxy = new FaultProxy(await server.EndpointAsync()) { Choose = FaultProxy.Randomly(seed, percentOfFaults) };
        var (model, items) = (new Dictionary<string, TaskState>(), new ItemModel());
        var (task, item) = (0, 0);
        for (var turn = 0; turn < turns; turn++)
        {
            var store = _table.Store($"{random.Next(3)}", proxy.Endpoint);
            await using (var writer = await store.OpenAsync(TimeSpan.FromSeconds(20)))
            {
                Assert.Empty(writer.Warnings);
                Assert.Equal(StateText.Of(model), StateText.Of(writer.Opened));
                for (var left = random.Next(60); left > 0; left--, task++)
                {
                    Script.Change(task).ApplyTo(writer);
                    Script.Change(task).ApplyTo(model);
                }

                if (random.Next(4) == 0) await writer.FlushAsync(Cancellation);
                for (var opens = random.Next(3); opens > 0; opens--)
                {
                    await using var open = writer.OpenItems(ItemScript.Task);
                    Assert.Equal(ItemText.Of(items), ItemText.Of(open));
                    for (var left = random.Next(60); left > 0; left--, item++)
                    {
                        ItemScript.Apply(item, 30, new ItemWriterTarget(open));
                        ItemScript.Apply(item, 30, items);
                    }

                    if (random.Next(3) == 0) await open.FlushAsync(Cancellation);
                }

                if (random.Next(8) == 0)
                {
                    writer.Forget(ItemScript.Task);
                    items = new ItemModel();
                }
            }

            var reader = _table.Store($"{random.Next(4)}", proxy.Endpoint);
            Assert.Equal(StateText.Of(model), await reader.TextAsync());
            Assert.Equal(ItemText.Of(items), reader.ItemsText());
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_reader_elsewhere_sees_what_was_flushed_while_the_writer_goes_on()
    {
        await using var writer = await _table.Store().OpenAsync();
        await using var items = writer.OpenItems(ItemScript.Task);
        var (model, itemModel, other) = (new Dictionary<string, TaskState>(), new ItemModel(), _table.Store("b"));
        for (var round = 0; round < 8; round++)
        {
            for (var number = round * 20; number < (round + 1) * 20; number++)
            {
                Script.Change(number).ApplyTo(writer);
                Script.Change(number).ApplyTo(model);
                ItemScript.Apply(number, 30, new ItemWriterTarget(items));
                ItemScript.Apply(number, 30, itemModel);
            }

            await writer.FlushAsync(Cancellation);
            Assert.Equal(StateText.Of(model), await other.TextAsync());
            Assert.Equal(ItemText.Of(itemModel), other.ItemsText());
        }

        Assert.Equal(Environment.ProcessId, other.HolderOf(Script.Key)!.ProcessId);
        Assert.InRange(other.SizeOf(Script.Key), 1000, 1_000_000);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_writer_elsewhere_is_told_who_holds_the_state_and_can_wait()
    {
        var writer = await _table.Store().OpenAsync();
        var error = await Assert.ThrowsAsync<StateLockedException>(() => _table.Store("b").OpenAsync());
        Assert.Equal(("here", Environment.ProcessId), (error.Holder!.Host, error.Holder.ProcessId));
        var waiting = _table.Store("b").OpenAsync(TimeSpan.FromSeconds(60));
        Script.Change(1).ApplyTo(writer);
        await Task.Delay(_table.Timings.TimeToLive + TimeSpan.FromSeconds(1), Cancellation);
        Assert.False(waiting.IsCompleted);
        await writer.DisposeAsync();

        await using var second = await waiting;
        Assert.Single(second.Opened);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_rewritten_log_is_shared_as_the_few_bytes_that_it_has_then()
    {
        var model = new Dictionary<string, TaskState>();
        await _table.Store().RecordAsync(Enumerable.Range(0, 200), model);
        Assert.Equal(StateText.Of(model), await _table.Store("b").TextAsync());
        await _table.Store("b").RecordAsync(Enumerable.Range(200, 9000), model);

        Assert.Equal(StateText.Of(model), await _table.Store("a").TextAsync());
        await using (var writer = await _table.Store("c").OpenAsync())
        {
            Assert.Equal(StateText.Of(model), StateText.Of(writer.Opened));
            while ((await ItemsAsync()).Any(item => item["sk"].S.StartsWith("old#", StringComparison.Ordinal))) await Task.Delay(50, Cancellation);
        }

        Assert.InRange((await ItemsAsync()).Sum(SizeOf), 1, 100_000);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_slow_reader_survives_that_what_it_reads_is_replaced()
    {
        var model = new Dictionary<string, TaskState>();
        await _table.Store().RecordAsync(Enumerable.Range(0, 3000), model);
        var queries = 0;
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        proxy.Choose = action =>
        {
            // The second query is for segments. By then they are gone.
            if (action == "Query" && Interlocked.Increment(ref queries) == 2) ReplaceAsync().GetAwaiter().GetResult();
            return Fault.None;
        };

        var found = await _table.Store("b", proxy.Endpoint).TextAsync();
        Assert.Equal(StateText.Of(model), found);
        Assert.True(queries > 3);

        async Task ReplaceAsync()
        {
            await _table.Store().RecordAsync(Enumerable.Range(3000, 9000), model);
            await using var writer = await _table.Store().OpenAsync();
            while ((await ItemsAsync()).Any(item => item["sk"].S.StartsWith("old#", StringComparison.Ordinal))) await Task.Delay(50, Cancellation);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_damaged_mirror_is_fetched_anew()
    {
        var model = new Dictionary<string, TaskState>();
        await _table.Store().RecordAsync(Enumerable.Range(0, 100), model);
        foreach (var file in Directory.GetFiles(_table.KptnDir(), "log", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancellation);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, Cancellation);
        }

        Assert.Equal(StateText.Of(model), await _table.Store().TextAsync());
        foreach (var file in Directory.GetFiles(_table.KptnDir(), "mirror", SearchOption.AllDirectories)) await File.WriteAllTextAsync(file, "{", Cancellation);
        Assert.Equal(StateText.Of(model), await _table.Store().TextAsync());
        Directory.Delete(_table.KptnDir(), recursive: true);
        Assert.Equal(StateText.Of(model), await _table.Store().TextAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task Names_that_look_like_keys_of_the_table_reach_nobody_elses_items()
    {
        string[] names = ["a", "a#b", "lease", "stream", "state#a", "%61", "~", "", new string('x', 3000), $"{new string('x', 3000)}y"];
        var keys = names.SelectMany(name => new[] { new StateKey(name, "b"), new StateKey("a", name) }).Distinct().ToList();
        foreach (var (number, key) in keys.Index())
        {
            await using var writer = await _table.Store().OpenAsync(key: key);
            writer.RecordEnd("t", Script.Try(number, TaskOutcome.Failed), null);
            foreach (var task in names)
            {
                await using var items = writer.OpenItems(task);
                items.Record(new ItemState($"{number} {task}", new ItemTry(TaskOutcome.Failed, items.BeginSession("r", ItemScript.Common("r")), default, default), null));
            }
        }

        var other = _table.Store("b");
        Assert.Equal(keys.ToHashSet(), (await other.ListAsync(Cancellation)).ToHashSet());
        foreach (var (number, key) in keys.Index())
        {
            Assert.Equal($"{number}", (await other.ReadAsync(key, Cancellation))["t"].Last!.RunId);
            foreach (var task in names)
            {
                using var items = other.ReadItems(key, task)!;
                Assert.Equal($"{number} {task}", items.Read(Assert.Single(items.All()).Number).Key);
            }
        }
    }

    private static long SizeOf(Dictionary<string, AttributeValue> item) => item.Sum(pair => pair.Key.Length + (pair.Value.S is { } text ? Encoding.UTF8.GetByteCount(text) : pair.Value.B?.Length ?? 8));

    private async Task<List<Dictionary<string, AttributeValue>>> ItemsAsync()
    {
        using var client = DynamoTable.Client(_table.Target.Endpoint!);
        var items = new List<Dictionary<string, AttributeValue>>();
        var request = new ScanRequest { TableName = _table.Target.Table };
        do
        {
            var page = await client.ScanAsync(request, Cancellation);
            items.AddRange(page.Items);
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return items;
    }
}
