using System.Diagnostics;
using Kptn.Engine.State;
using Kptn.Engine.State.DynamoDb;
using Kptn.Engine.State.Local;
using Kptn.StateHammer;

IStateStore store = args is [_, var folder, _, var table, var endpoint]
    ? new DynamoStateStore(folder, new DynamoTarget(table, "eu-central-1", endpoint), TimeProvider.System)
    : new LocalStateStore(args[1], TimeProvider.System);
switch (args[0])
{
    case "hammer":
        await HammerAsync(int.Parse(args[2]));
        return 0;
    case "hammer-unflushed":
        await HammerUnflushedAsync(int.Parse(args[2]));
        return 0;
    case "hammer-items":
        await HammerItemsAsync(int.Parse(args[2]));
        return 0;
    case "branch":
        await new BranchHammer(store).BranchAsync();
        return 0;
    case "clone":
        await new BranchHammer(store).CloneAsync();
        return 0;
    case "hold":
        await HoldAsync();
        return 0;
    case "measure":
        await MeasureAsync(int.Parse(args[2]));
        return 0;
    default:
        return 2;
}

async Task<IStateWriter> OpenAsync() =>
    await store.OpenAsync(Script.Key, new LeaseHolder(Environment.MachineName, Environment.ProcessId, TimeProvider.System.GetUtcNow()), TimeSpan.FromSeconds(5), CancellationToken.None);

async Task HammerAsync(int number)
{
    await using var writer = await OpenAsync();
    while (true)
    {
        for (var group = 1 + (number % 97); group > 0; group--) Script.Change(number++).ApplyTo(writer);
        await writer.FlushAsync(CancellationToken.None);
        Console.WriteLine(number);
    }
}

async Task HammerUnflushedAsync(int number)
{
    await using var writer = await OpenAsync();
    while (true)
    {
        Script.Change(number++).ApplyTo(writer);
        Console.WriteLine(number);
        if (number % 7 == 0) await Task.Delay(1);
    }
}

async Task HammerItemsAsync(int number)
{
    await using var writer = await OpenAsync();
    await using var items = writer.OpenItems(ItemScript.Task);
    var target = new ItemWriterTarget(items);
    while (true)
    {
        for (var group = 1 + (number % 97); group > 0; group--) ItemScript.Apply(number++, items: 60, target);
        await items.FlushAsync(CancellationToken.None);
        Console.WriteLine(number);
    }
}

async Task HoldAsync()
{
    await using var writer = await OpenAsync();
    using var child = Process.Start(new ProcessStartInfo("/bin/sleep", "15"));
    Console.WriteLine(child!.Id);
    await Task.Delay(Timeout.Infinite);
}

async Task MeasureAsync(int tasks)
{
    await using (var writer = await OpenAsync())
    {
        var recording = Stopwatch.StartNew();
        for (var i = 0; i < tasks; i++)
        {
            writer.RecordStart($"task_{i}", Script.Try(i, TaskOutcome.Started));
            writer.RecordEnd($"task_{i}", Script.Try(i, TaskOutcome.Succeeded), Script.Good(i));
        }

        var recorded = recording.Elapsed;
        await writer.FlushAsync(CancellationToken.None);
        Console.WriteLine($"record {recorded.TotalMilliseconds:f1} ms, durable {recording.Elapsed.TotalMilliseconds:f1} ms");
    }

    for (var round = 0; round < 5; round++)
    {
        var clock = Stopwatch.StartNew();
        var states = await store.ReadAsync(Script.Key, CancellationToken.None);
        var loaded = clock.Elapsed;
        var components = states.Values.Sum(state => state.Good!.Fingerprint.Components.Count(component => component.Name.Length > 0));
        Console.WriteLine($"load {states.Count} tasks {loaded.TotalMilliseconds:f1} ms, with {components} components {clock.Elapsed.TotalMilliseconds:f1} ms, gc {GC.CollectionCount(0)}");
    }
}
