using FsCheck;
using FsCheck.Fluent;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

/// <summary>What every store promises about items.</summary>
public abstract partial class StateStoreContract
{
    private const string Mapped = "map";
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Fingerprint Common = ItemScript.Common("r1");

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_known_of_items_that_were_never_recorded()
    {
        Assert.Null(Store().ReadItems(Main, Mapped));
        await using (var writer = await OpenAsync(Main))
        {
            await using var items = writer.OpenItems(Mapped);
            Assert.Equal((0, 0, 0), (items.Count, items.Sessions.Count, items.Orphans.Count));
            Assert.False(items.TryFind(ItemId.Of("1"), out _));
            Assert.Empty(items.All());
            items.Drop([0, 5, -1]);
            items.RecordStart([ItemId.Of("1")], items.BeginSession("r1", Common));
            items.ForgetOrphans(["x"]);
            await items.FlushAsync(Cancellation);
        }

        Assert.Null(Store().ReadItems(Main, Mapped));
    }

    [Fact(Timeout = 60_000)]
    public async Task I_read_back_everything_that_I_recorded_of_an_item()
    {
        ItemState[] states =
        [
            new("\"“né” \\u0000 🙂\"", Failed(0) with { ExitCode = -1, Error = "“né” \0 🙂", Tries = int.MaxValue, StartedAt = DateTimeOffset.MaxValue, Duration = TimeSpan.MinValue }, null),
            new("1", Done(0) with { StartedAt = DateTimeOffset.MinValue }, Good(0, "a/1", "duckdb://x.db#t") with { PeakMemory = long.MaxValue, CpuTime = TimeSpan.MaxValue, Own = Hash256.Of("own") }),
            new("\"1\"", Done(0) with { ExitCode = null }, Good(0) with { Result = new ItemResult("[1]"u8.ToArray(), default, 3), StartedAt = DateTimeOffset.MaxValue }),
            new("1.0", Done(0) with { Outcome = TaskOutcome.Interrupted, ExitCode = int.MinValue }, Good(0) with { Result = new ItemResult(default, Hash256.Of("r"), long.MaxValue), StartedAt = DateTimeOffset.MinValue, Duration = TimeSpan.MaxValue }),
            new("null", Done(0), Good(0, "b/") with { Outputs = [new OutputState("b/", Hash256.Of("b"), long.MaxValue, new FileStamp(-1, long.MinValue, ulong.MaxValue, true)), new OutputState("c", default, -1, default)] }),
            new($"\"{new string('x', 10_000)}\"", Done(0), Good(0) with { Result = new ItemResult(new byte[ItemResult.LargestInline], default, ItemResult.LargestInline) }),
            new("", Done(0), Good(0, [.. Enumerable.Range(0, 20_000).Select(number => $"many/{number:d6}.csv")])),
        ];
        await RecordItemsAsync(items =>
        {
            items.BeginSession("r1", Common);
            foreach (var state in states) items.Record(state);
            Assert.Equal(states.Select(Text), items.All().Select(slot => Text(items.Read(slot.Number))));
        });
        using var read = Store().ReadItems(Main, Mapped)!;

        Assert.Equal(states.Select(Text), read.All().Select(slot => Text(read.Read(slot.Number))));
        Assert.Equal(Enumerable.Range(0, states.Length), read.All().Select(slot => slot.Number));
        Assert.Equal(Text(states[1]), Text(read.Read(Find(read, "1").Number)));
        Assert.False(read.TryFind(ItemId.Of("2"), out _));

        string Text(ItemState state) => ItemText.Of(state, [new ItemSession("r1", Common)]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Sessions_keep_what_their_items_have_in_common()
    {
        await RecordItemsAsync(items =>
        {
            Assert.Equal(0, items.BeginSession("idle", Common));
            Assert.Equal(1, items.BeginSession("r1", Common));
            items.Record(new ItemState("1", Done(1), Good(1)));
        });
        await RecordItemsAsync(items =>
        {
            Assert.Equal(2, items.BeginSession("r2", ItemScript.Common("r2")));
            items.Record(new ItemState("1", Failed(2), null));
        });
        using var read = Store().ReadItems(Main, Mapped)!;
        var state = read.Read(Find(read, "1").Number);

        Assert.Equal(("r1", "r2"), (read.Sessions[state.Good!.Session].RunId, read.Sessions[state.Last.Session].RunId));
        Assert.Equal(Common.Components, read.Sessions[state.Good.Session].Common.Components);
        Assert.Equal(Common.Hash, read.Sessions[state.Good.Session].Common.Hash);
    }

    [Fact(Timeout = 60_000)]
    public async Task I_can_read_items_while_another_writes_them()
    {
        await using var writer = await OpenAsync(Main);
        await using var items = writer.OpenItems(Mapped);
        items.BeginSession("r1", Common);
        items.Record(new ItemState("1", Done(0), Good(0)));
        using var early = Store().ReadItems(Main, Mapped)!;
        for (var number = 0; number < 1000; number++) items.Record(new ItemState($"{number}", Failed(0), null));
        using var late = Store().ReadItems(Main, Mapped)!;

        Assert.Equal((1, 1000, 1000), (early.Count, late.Count, items.Count));
        Assert.Equal(TaskOutcome.Succeeded, early.Read(0).Last.Outcome);
        Assert.Equal(TaskOutcome.Failed, late.Read(Find(late, "1").Number).Last.Outcome);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_last_good_run_of_an_item_stays_through_starts_and_failures()
    {
        var own = Hash256.Of("own");
        await RecordItemsAsync(items =>
        {
            items.BeginSession("r1", Common);
            items.Record(new ItemState("1", Done(0), Good(0, "a") with { Own = own }));
            items.BeginSession("r2", Common);
            items.RecordStart([ItemId.Of("1")], 1);
            items.Record(new ItemState("1", Failed(1), null));
            items.RecordStart([ItemId.Of("1"), ItemId.Of("2")], 1);
        });
        using var read = Store().ReadItems(Main, Mapped)!;

        Assert.Equal(new ItemSlot(0, TaskOutcome.Started, 0, true, own), Assert.Single(read.All()));
        Assert.Equal((TaskOutcome.Started, 1, "a"), (read.Read(0).Last.Outcome, read.Read(0).Last.Session, read.Read(0).Good!.Outputs[0].Path));
        Assert.Empty(read.Orphans);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_output_that_an_item_no_longer_writes_becomes_an_orphan()
    {
        await RecordItemsAsync(items =>
        {
            items.BeginSession("r1", Common);
            items.Record(new ItemState("1", Done(0), Good(0, "a", "b", "c")));
            items.Record(new ItemState("1", Failed(0), null));
            Assert.Empty(items.Orphans);
            items.Record(new ItemState("1", Done(0), Good(0, "b")));
            Assert.Equal([new OrphanOutput("1", "a", Hash256.Of("a"), 1), new OrphanOutput("1", "c", Hash256.Of("c"), 1)], items.Orphans);
            items.Record(new ItemState("2", Done(0), Good(0, "a")));
        });
        Assert.Equal(["c"], OrphanPaths());
        await RecordItemsAsync(items => items.ForgetOrphans(["c", "unknown"]));
        Assert.Empty(OrphanPaths());
    }

    [Fact(Timeout = 60_000)]
    public async Task Dropped_items_leave_their_outputs_and_come_back_without_their_past()
    {
        await RecordItemsAsync(items =>
        {
            items.BeginSession("r1", Common);
            foreach (var key in new[] { "1", "2", "3" }) items.Record(new ItemState(key, Done(0), Good(0, $"out/{key}", "shared") with { Own = Hash256.Of(key) }));
            items.Drop([0, 2]);
            Assert.Equal(["out/1", "out/3", "shared"], items.Orphans.Select(orphan => orphan.Path));
            Assert.Equal("2", items.Read(Assert.Single(items.All()).Number).Key);
        });
        await RecordItemsAsync(items =>
        {
            Assert.Equal((1, false), (items.Count, items.TryFind(ItemId.Of("1"), out _)));
            items.Record(new ItemState("1", Failed(0), null));
        });
        using var read = Store().ReadItems(Main, Mapped)!;

        Assert.Equal((2, -1, false, default(Hash256)), (read.Count, Find(read, "1").Session, Find(read, "1").HasFiles, Find(read, "1").Own));
        Assert.Null(read.Read(Find(read, "1").Number).Good);
        Assert.Equal(3, read.Orphans.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task Items_of_tasks_of_any_name_are_kept_apart()
    {
        string[] tasks = ["map", "Map", "MAP", "a/b", "..", "", "日本語", new string('x', 5000), new string('x', 5001), "a\0b"];
        await using (var writer = await OpenAsync(Main))
        {
            foreach (var task in tasks)
            {
                // Disposed of with the writer.
                var items = writer.OpenItems(task);
                items.BeginSession(task, Common);
                items.Record(new ItemState($"\"{task}\"", Done(0), Good(0)));
            }
        }

        foreach (var task in tasks)
        {
            using var read = Store().ReadItems(Main, task)!;
            Assert.Equal(($"\"{task}\"", task), (read.Read(Assert.Single(read.All()).Number).Key, read.Sessions[0].RunId));
        }

        Assert.Null(Store().ReadItems(Main with { Namespace = "other" }, Mapped));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_forgotten_task_has_no_items()
    {
        await RecordItemsAsync(items => items.Record(new ItemState("1", Done(items.BeginSession("r1", Common)), Good(0, "a"))));
        await using (var writer = await OpenAsync(Main))
        {
            await using (var items = writer.OpenItems(Mapped))
            {
                var error = Assert.Throws<InvalidOperationException>(() => writer.Forget(Mapped));
                Assert.Equal("the items of 'map' are open for writing", error.Message);
            }

            writer.Forget(Mapped);
            Assert.Null(Store().ReadItems(Main, Mapped));
            await using var again = writer.OpenItems(Mapped);
            Assert.Equal((0, 0), (again.Count, again.Sessions.Count));
        }

        Assert.Null(Store().ReadItems(Main, Mapped));
    }

    [Fact(Timeout = 60_000)]
    public async Task Items_are_open_for_writing_once()
    {
        var writer = await OpenAsync(Main);
        var items = writer.OpenItems(Mapped);
        Assert.Throws<InvalidOperationException>(() => writer.OpenItems(Mapped));
        await items.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => items.BeginSession("r1", Common));
        var again = writer.OpenItems(Mapped);
        again.Record(new ItemState("1", Done(again.BeginSession("r1", Common)), Good(0)));
        await writer.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => again.Record(new ItemState("1", Failed(0), null)));
        Assert.Throws<ObjectDisposedException>(() => writer.OpenItems(Mapped));
        using var read = Store().ReadItems(Main, Mapped)!;
        Assert.Equal(TaskOutcome.Succeeded, read.Read(0).Last.Outcome);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_session_that_does_not_exist_is_refused_and_nothing_recorded()
    {
        await RecordItemsAsync(items =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => items.Record(new ItemState("1", Done(0), Good(0))));
            items.BeginSession("r1", Common);
            Assert.Throws<ArgumentOutOfRangeException>(() => items.Record(new ItemState("1", Done(0), Good(1))));
            Assert.Throws<ArgumentOutOfRangeException>(() => items.Record(new ItemState("1", Done(-1), Good(0))));
            Assert.Throws<ArgumentOutOfRangeException>(() => items.RecordStart([], 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(0));
            items.Record(new ItemState("2", Done(0), Good(0)));
        });
        using var read = Store().ReadItems(Main, Mapped)!;

        Assert.Equal("2", read.Read(Assert.Single(read.All()).Number).Key);
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_threads_can_record_items_at_once()
    {
        await RecordItemsAsync(items =>
        {
            items.BeginSession("r1", Common);
            Parallel.For(0, 4000, number =>
            {
                var key = $"{number % 2000}";
                items.Record(new ItemState(key, Done(0), Good(0, $"out/{key}", $"{number}")));
                Assert.Equal(key, items.Read(Find(items, key).Number).Key);
            });
            Assert.False(items.Failure.IsCompleted);
        });
        using var read = Store().ReadItems(Main, Mapped)!;

        Assert.Equal((2000, 2000), (read.Count, read.Orphans.Count));
        Assert.All(read.All(), slot => Assert.Equal(2, read.Read(slot.Number).Good!.Outputs.Count));
    }

    [Fact(Timeout = 240_000)]
    public async Task Anything_done_to_items_reads_back_as_plain_dictionaries_would_hold_it()
    {
        await Task.Run(() => Prop.ForAll(Gen.Choose(0, 6000).ListOf().ToArbitrary(), steps => HoldsItemsAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(ItemSamples)), Cancellation);
    }

    [Fact(Timeout = 60_000)]
    public async Task How_many_items_are_done_is_kept_with_the_try()
    {
        var last = Script.Try(9, TaskOutcome.Incomplete) with { Items = int.MaxValue, ItemsDone = 3 };
        var model = await RecordAsync(Main, new StateChange("t", last), new StateChange("u", last with { ExitCode = 1, Items = 0 }));

        Assert.Equal(StateText.Of(model), StateText.Of(await Store().ReadAsync(Main, Cancellation)));
    }

    private static ItemTry Done(int session) => new(TaskOutcome.Succeeded, session, Noon, TimeSpan.FromSeconds(1), ExitCode: 0);

    private static ItemTry Failed(int session) => new(TaskOutcome.Failed, session, Noon.AddHours(1), TimeSpan.FromSeconds(2), 3, 1, "it broke");

    private static ItemGood Good(int session, params string[] outputs) => new(
        session,
        default,
        [.. outputs.Select(path => new OutputState(path, Hash256.Of(path), 1, new FileStamp(1, 2, 3)))],
        default,
        Noon,
        TimeSpan.FromSeconds(1),
        1 << 20,
        TimeSpan.FromMilliseconds(5));

    private static ItemSlot Find(IItemTable table, string key) => table.TryFind(ItemId.Of(key), out var slot) ? slot : throw new KeyNotFoundException(key);

    private IEnumerable<string> OrphanPaths()
    {
        using var read = Store().ReadItems(Main, Mapped)!;
        return [.. read.Orphans.Select(orphan => orphan.Path)];
    }

    private async Task RecordItemsAsync(Action<IItemWriter> record)
    {
        await using var writer = await OpenAsync(Main);
        await using var items = writer.OpenItems(Mapped);
        record(items);
        await items.FlushAsync(Cancellation);
    }

    private async Task HoldsItemsAsync(IEnumerable<int> steps)
    {
        const int Items = 9;
        Clear();
        var model = new ItemModel();
        var writer = await OpenAsync(Main);
        var items = writer.OpenItems(Mapped);
        foreach (var step in steps)
        {
            if (step % 16 == 0)
            {
                await items.DisposeAsync();
                if (step % 32 == 0) await writer.DisposeAsync();
                if (step % 32 == 0) writer = await OpenAsync(Main);
                items = writer.OpenItems(Mapped);
            }
            else if (step % 16 == 1)
            {
                await items.FlushAsync(Cancellation);
                using var read = Store().ReadItems(Main, Mapped);
                Assert.Equal(ItemText.Of(model), ItemText.Of(read));
            }
            else
            {
                ItemScript.Apply(step, Items, model);
                ItemScript.Apply(step, Items, new ItemWriterTarget(items));
            }

            Assert.Equal(ItemText.Of(model), ItemText.Of(items));
        }

        await writer.DisposeAsync();
        using var last = Store().ReadItems(Main, Mapped);
        Assert.Equal(ItemText.Of(model), ItemText.Of(last));
    }
}
