using FsCheck;
using FsCheck.Fluent;
using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

/// <summary>What every store promises. One class for each store derives from it.</summary>
public abstract partial class StateStoreContract
{
    private static readonly StateKey Main = new("main", "graph");
    private static readonly LeaseHolder Me = new("host-a", 4711, new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A store on the same data each time.</summary>
    protected abstract IStateStore Store();

    /// <summary>How many lists of changes are tried.</summary>
    protected virtual int Samples => 60;

    /// <summary>How many lists of things done to items are tried.</summary>
    protected virtual int ItemSamples => 100;

    /// <summary>Starts again without any data.</summary>
    protected abstract void Clear();

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_known_of_a_new_key()
    {
        Assert.Empty(await Store().ReadAsync(Main, Cancellation));
        Assert.Empty(await Store().ListAsync(Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task I_read_back_everything_that_I_recorded()
    {
        var good = Script.Good(7) with { PeakMemory = long.MaxValue, ResultSize = 0, StartedAt = DateTimeOffset.MinValue, EndedAt = DateTimeOffset.MaxValue };
        var last = Script.Try(9, TaskOutcome.Incomplete) with { ExitCode = -1, Error = "“né” \0 🙂", Tries = int.MaxValue };
        var model = await RecordAsync(Main, new StateChange("größe.x-1", last, good));

        Assert.Equal(StateText.Of(model), StateText.Of(await Store().ReadAsync(Main, Cancellation)));
    }

    [Fact(Timeout = 60_000)]
    public async Task I_can_read_while_another_writes()
    {
        await using var writer = await OpenAsync(Main);
        Script.Change(1).ApplyTo(writer);
        await writer.FlushAsync(Cancellation);

        Assert.Single(await Store().ReadAsync(Main, Cancellation));
        Assert.Empty(writer.Opened);
        Assert.Empty(writer.Warnings);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_last_good_run_stays_through_starts_and_failures()
    {
        await RecordAsync(
            Main,
            new StateChange("t", Script.Try(1, TaskOutcome.Succeeded), Script.Good(1)),
            new StateChange("t", Script.Try(2, TaskOutcome.Started)),
            new StateChange("t", Script.Try(2, TaskOutcome.Failed)),
            new StateChange("t", Script.Try(3, TaskOutcome.Started)));
        var state = (await Store().ReadAsync(Main, Cancellation))["t"];

        Assert.Equal(("1", "3", TaskOutcome.Started), (state.Good!.RunId, state.Last!.RunId, state.Last.Outcome));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_forgotten_task_comes_back_without_its_past()
    {
        await RecordAsync(Main, new StateChange("t", Script.Try(1, TaskOutcome.Succeeded), Script.Good(1)), new StateChange("u", Script.Try(1, TaskOutcome.Failed)));
        await RecordAsync(Main, new StateChange("t", null), new StateChange("t", Script.Try(2, TaskOutcome.Started)), new StateChange("u", null));
        var state = Assert.Single(await Store().ReadAsync(Main, Cancellation)).Value;

        Assert.Equal("t", state.Task);
        Assert.Null(state.Good);
    }

    [Fact(Timeout = 240_000)]
    public async Task Keys_of_any_text_are_kept_apart_and_listed()
    {
        string[] texts = ["main", "Main", "MAIN", "feature/x", "feature_x", "feature\\x", "..", ".", "", " ", "a/../b", "日本語", "é", "e\u0301", "nul", "C:\\x", "-rf", new string('x', 5000), new string('x', 5001), "a\nb", "a\0b"];
        var keys = texts.SelectMany(text => new[] { new StateKey(text, "graph"), new StateKey("main2", text) }).ToList();
        foreach (var (number, key) in keys.Index()) await RecordAsync(key, new StateChange("t", Script.Try(number, TaskOutcome.Failed)));

        foreach (var (number, key) in keys.Index()) Assert.Equal($"{number}", (await Store().ReadAsync(key, Cancellation))["t"].Last!.RunId);
        Assert.Equal(keys.ToHashSet(), (await Store().ListAsync(Cancellation)).ToHashSet());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_whose_tasks_are_all_forgotten_is_not_listed()
    {
        await RecordAsync(Main, new StateChange("t", Script.Try(1, TaskOutcome.Failed)), new StateChange("t", null));

        Assert.Empty(await Store().ListAsync(Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_writer_is_told_who_the_first_is()
    {
        await using var writer = await OpenAsync(Main);
        var error = await Assert.ThrowsAsync<StateLockedException>(() => OpenAsync(Main));

        Assert.Equal("the state of 'main' / 'graph' is in use by process 4711 on host-a, since 2026-03-04 05:06:07Z", error.Message);
        await using var other = await OpenAsync(Main with { Namespace = "other" });
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_writer_can_wait_for_the_first_and_sees_its_work()
    {
        var first = await OpenAsync(Main);
        var second = Store().OpenAsync(Main, Me, TimeSpan.FromSeconds(15), Cancellation);
        Script.Change(1).ApplyTo(first);
        await Task.Delay(50, Cancellation);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();

        await using var writer = await second;
        Assert.Single(writer.Opened);
    }

    [Fact(Timeout = 60_000)]
    public async Task Waiting_for_a_writer_can_be_cancelled()
    {
        await using var first = await OpenAsync(Main);
        using var soon = new CancellationTokenSource(50);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store().OpenAsync(Main, Me, Timeout.InfiniteTimeSpan, soon.Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_threads_can_record_at_once()
    {
        await using (var writer = await OpenAsync(Main))
        {
            await Parallel.ForAsync(0, 2000, Cancellation, async (number, cancellation) =>
            {
                writer.RecordEnd($"t{number}", Script.Try(number, TaskOutcome.Succeeded), Script.Good(number));
                if (number % 100 == 0) await writer.FlushAsync(cancellation);
            });
            await writer.FlushAsync(Cancellation);
            Assert.Equal(2000, (await Store().ReadAsync(Main, Cancellation)).Count);
            Assert.False(writer.Failure.IsCompleted);
        }

        var states = await Store().ReadAsync(Main, Cancellation);
        Assert.All(states, pair => Assert.Equal(pair.Key, $"t{pair.Value.Good!.RunId}"));
    }

    [Fact(Timeout = 240_000)]
    public async Task Any_changes_read_back_as_a_plain_dictionary_would_hold_them()
    {
        await Task.Run(() => Prop.ForAll(Gen.Choose(0, 6000).ListOf().ToArbitrary(), steps => HoldsAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(Samples)), Cancellation);
    }

    protected Task<IStateWriter> OpenAsync(StateKey key) => Store().OpenAsync(key, Me, TimeSpan.Zero, Cancellation);

    private async Task<Dictionary<string, TaskState>> RecordAsync(StateKey key, params StateChange[] changes)
    {
        var model = new Dictionary<string, TaskState>();
        await using var writer = await OpenAsync(key);
        foreach (var change in changes)
        {
            change.ApplyTo(writer);
            change.ApplyTo(model);
        }

        return model;
    }

    private async Task HoldsAsync(IEnumerable<int> steps)
    {
        Clear();
        var model = new Dictionary<string, TaskState>();
        var writer = await OpenAsync(Main);
        foreach (var step in steps)
        {
            if (step % 8 == 0)
            {
                await writer.DisposeAsync();
                writer = await OpenAsync(Main);
                Assert.Equal(StateText.Of(model), StateText.Of(writer.Opened));
            }
            else if (step % 8 == 1)
            {
                await writer.FlushAsync(Cancellation);
                Assert.Equal(StateText.Of(model), StateText.Of(await Store().ReadAsync(Main, Cancellation)));
            }
            else
            {
                var change = Script.Change(step / 8, tasks: 6);
                change.ApplyTo(writer);
                change.ApplyTo(model);
            }
        }

        await writer.DisposeAsync();
        Assert.Equal(StateText.Of(model), StateText.Of(await Store().ReadAsync(Main, Cancellation)));
    }
}
