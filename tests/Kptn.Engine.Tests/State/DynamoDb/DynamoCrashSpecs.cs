using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>Writers that are killed, or lose their lease.</summary>
public sealed class DynamoCrashSpecs(DynamoServer server) : IAsyncLifetime
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
    [InlineData("hammer")]
    [InlineData("hammer-unflushed")]
    public async Task A_killed_writer_loses_nothing_that_it_acknowledged_and_is_taken_over_at_once(string verb)
    {
        const int Kills = 4;
        var random = new Random();
        var model = new Dictionary<string, TaskState>();
        var next = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var atLeast = await KillAsync(verb, next, random);
            if (verb == "hammer")
            {
                // What was flushed is in the table, whoever reads it.
                (next, model) = Advance(await _table.Store("b").TextAsync(), next, atLeast, model);
                atLeast = next;
            }

            (next, model) = Advance(await _table.Store().TextAsync(), next, atLeast, model);
            await using (var writer = await _table.Store().OpenAsync())
            {
                Assert.Empty(writer.Warnings);
                Assert.Equal(StateText.Of(model), StateText.Of(writer.Opened));
            }

            Assert.Equal(StateText.Of(model), await _table.Store("b").TextAsync());
        }

        Assert.True(next > Kills * 10);
    }

    [Fact(Timeout = 240_000)]
    public async Task Items_of_a_killed_writer_are_all_there()
    {
        var random = new Random();
        var next = 0;
        for (var kill = 0; kill < 3; kill++)
        {
            var atLeast = await KillAsync("hammer-items", next, random);
            var elsewhere = _table.Store("b").ItemsText();
            for (next = atLeast; elsewhere != ItemText.After(next, 60); next++) Assert.True(next < atLeast + 400, "no prefix");
            var here = _table.Store().ItemsText();
            for (; here != ItemText.After(next, 60); next++) Assert.True(next < atLeast + 800, "no prefix");
            await using (var writer = await _table.Store().OpenAsync())
            {
                // Nobody opens them, and yet what they had comes to the table.
                await writer.FlushAsync(Cancellation);
            }

            Assert.Equal(here, _table.Store("b").ItemsText());
        }
    }

    [Fact(Timeout = 240_000)]
    public async Task What_a_killed_writer_could_not_ship_is_set_aside_when_another_machine_went_on()
    {
        await KillAsync("hammer-unflushed", 0, new Random(), atLeast: 200);
        IReadOnlyDictionary<string, TaskState> opened;
        await using (var writer = await _table.Store("b").OpenAsync())
        {
            opened = writer.Opened;
            writer.RecordEnd("b", Script.Try(1, TaskOutcome.Succeeded), Script.Good(1));
        }

        var after = await _table.Store("b").TextAsync();
        Assert.Equal(after, await _table.Store().TextAsync());
        await using var back = await _table.Store().OpenAsync();
        Assert.Equal(opened.Count + 1, back.Opened.Count);
        Assert.Equal(after, StateText.Of(back.Opened));
        Assert.All(back.Warnings, warning => Assert.Equal("state-superseded", warning.Code));
        Assert.All(back.Warnings, warning => Assert.True(File.Exists(warning.Place.File)));
        await back.DisposeAsync();
        await using var again = await _table.Store().OpenAsync();
        Assert.Empty(again.Warnings);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_writer_that_was_away_too_long_writes_nothing_more()
    {
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        var first = await _table.Store("a", proxy.Endpoint).OpenAsync();
        first.RecordEnd("kept", Script.Try(1, TaskOutcome.Succeeded), Script.Good(1));
        await first.FlushAsync(Cancellation);
        proxy.Choose = _ => Fault.CutBefore;
        first.RecordEnd("lost", Script.Try(2, TaskOutcome.Succeeded), Script.Good(2));
        await using (var second = await _table.Store("b").OpenAsync(TimeSpan.FromSeconds(60)))
        {
            Assert.Equal(["kept"], second.Opened.Keys);
            second.RecordEnd("second", Script.Try(3, TaskOutcome.Succeeded), Script.Good(3));
            proxy.Choose = _ => Fault.None;
            var failure = await first.Failure;
            Assert.Matches("^the state of 'feature/häm-mer' / 'graph' in table .* was taken over by process [0-9]+ on here, ", failure.Message);
            first.RecordEnd("more", Script.Try(4, TaskOutcome.Succeeded), Script.Good(4));
            await Assert.ThrowsAsync<IOException>(() => first.FlushAsync(Cancellation));
            await first.DisposeAsync();
        }

        Assert.Equal(["kept", "second"], (await _table.Store("c").ReadAsync(Script.Key, Cancellation)).Keys.Order());
        await using var back = await _table.Store("a").OpenAsync();
        Assert.Equal(["kept", "second"], back.Opened.Keys.Order());
        var warning = Assert.Single(back.Warnings);
        Assert.Equal("state-superseded", warning.Code);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_run_goes_on_without_DynamoDB_and_ships_all_of_it_later()
    {
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        await using var writer = await _table.Store("a", proxy.Endpoint).OpenAsync();
        proxy.Choose = _ => Fault.CutBefore;
        var model = new Dictionary<string, TaskState>();
        for (var number = 0; number < 500; number++)
        {
            Script.Change(number).ApplyTo(writer);
            Script.Change(number).ApplyTo(model);
        }

        Assert.Equal(StateText.Of(model), await _table.Store("a", proxy.Endpoint).TextAsync());
        await Task.Delay(2000, Cancellation);
        Assert.False(writer.Failure.IsCompleted);
        proxy.Choose = _ => Fault.None;
        await writer.FlushAsync(Cancellation);
        Assert.Equal(StateText.Of(model), await _table.Store("b").TextAsync());
    }

    [Fact(Timeout = 240_000)]
    public async Task A_run_that_DynamoDB_leaves_alone_for_too_long_ends_and_the_next_one_ships_what_it_had()
    {
        _table.Timings = _table.Timings with { Patience = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMilliseconds(200) };
        await using var proxy = new FaultProxy(await server.EndpointAsync());
        var writer = await _table.Store("a", proxy.Endpoint).OpenAsync();
        proxy.Choose = _ => Fault.CutBefore;
        Script.Change(1).ApplyTo(writer);
        var error = await Assert.ThrowsAsync<IOException>(() => writer.FlushAsync(Cancellation));
        Assert.Contains("cannot be reached", error.Message);
        Assert.Equal(error.Message, (await writer.Failure).Message);
        await writer.DisposeAsync();
        Assert.Empty(await _table.Store("b").ReadAsync(Script.Key, Cancellation));

        await using (var next = await _table.Store().OpenAsync(TimeSpan.FromSeconds(30)))
        {
            Assert.Empty(next.Warnings);
            Assert.Single(next.Opened);
        }

        Assert.Single(await _table.Store("b").ReadAsync(Script.Key, Cancellation));
    }

    private async Task<int> KillAsync(string verb, int next, Random random, int atLeast = 0)
    {
        using var hammer = Hammer.Start(verb, _table.KptnDir(), $"{next}", _table.Target.Table, _table.Target.Endpoint!);
        var started = new TaskCompletionSource();
        var acknowledged = Hammer.ReadLastAsync(hammer.StandardOutput, started);
        await started.Task;
        await Task.Delay(random.Next(0, 1500) + (atLeast * 5), Cancellation);
        hammer.Kill();
        await hammer.WaitForExitAsync(Cancellation);
        return Math.Max(await acknowledged, next);
    }

    private static (int Next, Dictionary<string, TaskState> Model) Advance(string found, int next, int atLeast, Dictionary<string, TaskState> model)
    {
        for (; next < atLeast; next++) Script.Change(next).ApplyTo(model);
        for (var more = 0; found != StateText.Of(model); more++)
        {
            Assert.True(more < 2000, $"no prefix of at least {atLeast} changes");
            Script.Change(next++).ApplyTo(model);
        }

        return (next, model);
    }
}
