using Kptn.Engine.Mapping;
using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

/// <summary>What every store promises of bases, of copies of items, and of removed keys.</summary>
public abstract partial class StateStoreContract
{
    private static readonly StateKey Feature = new("feature/größe", "graph");

    [Fact(Timeout = 20_000)]
    public async Task A_base_is_kept_and_replaced_and_removed()
    {
        Assert.Null(await ReadBaseAsync(Feature));
        await RecordAsync(Main, new StateChange("t", Script.Try(1, TaskOutcome.Failed)));
        await using (var writer = await OpenAsync(Feature))
        {
            writer.SetBase(null);
            writer.SetBase(new StateBase("main", "graph", []));
            Assert.Equal(new StateKey("main", "graph"), (await ReadBaseAsync(Feature))!.Key);
            writer.SetBase(new StateBase("“né” \0 🙂", "", ["", "größe.x-1", new string('x', 5000), "a\0b"]));
        }

        var read = (await ReadBaseAsync(Feature))!;
        Assert.Equal(("“né” \0 🙂", ""), (read.From, read.Namespace));
        Assert.Equal(["", "größe.x-1", new string('x', 5000), "a\0b"], read.Hidden);
        Assert.Null(await ReadBaseAsync(Feature with { Namespace = "other" }));
        Assert.Null(await ReadBaseAsync(Main));
        await using (var writer = await OpenAsync(Feature)) writer.SetBase(null);
        Assert.Null(await ReadBaseAsync(Feature));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_key_with_a_base_alone_is_listed()
    {
        await using (var writer = await OpenAsync(Feature)) writer.SetBase(new StateBase(Feature.StorageKey, Feature.Namespace, [.. Enumerable.Range(0, 2000).Select(number => $"task_{number}")]));

        Assert.Equal([Feature], await Store().ListAsync(Cancellation));
        Assert.Empty(await Store().ReadAsync(Feature, Cancellation));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_start_can_bring_a_good_run_along()
    {
        await RecordAsync(Main, new StateChange("t", Script.Try(1, TaskOutcome.Failed)));
        await using (var writer = await OpenAsync(Main)) writer.RecordEnd("u", Script.Try(5, TaskOutcome.Started), Script.Good(4));
        var state = (await Store().ReadAsync(Main, Cancellation))["u"];

        Assert.Equal(("4", "5", TaskOutcome.Started), (state.Good!.RunId, state.Last!.RunId, state.Last.Outcome));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_copy_of_items_is_as_they_were_and_stays_so()
    {
        await RecordItemsAsync(items => Run(items, 300));
        string before;
        using (var source = Store().ReadItems(Main, Mapped)!)
        {
            before = ItemText.Of(source);
            await using var writer = await OpenAsync(Feature);
            writer.RecordEnd("copy", Script.Try(1, TaskOutcome.Succeeded), Script.Good(1));
            await using (var old = writer.OpenItems("copy")) old.Record(new ItemState("\"old\"", Done(old.BeginSession("r0", Common)), Good(0, "old")));
            writer.CopyItems("copy", source);
            using (var read = Store().ReadItems(Feature, "copy")!) Assert.Equal(before, ItemText.Of(read));
            await using var items = writer.OpenItems("copy");
            Assert.Equal(before, ItemText.Of(items));
        }

        Assert.Empty(await Store().ReadAsync(Feature, Cancellation));
        await RecordItemsAsync(items => Run(items, 400));
        using var copy = Store().ReadItems(Feature, "copy")!;
        Assert.Equal(before, ItemText.Of(copy));

        static void Run(IItemWriter items, int until)
        {
            for (var number = until - 300; number < until; number++) ItemScript.Apply(number, 40, new ItemWriterTarget(items));
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task Items_can_be_copied_while_they_are_written_and_from_any_table()
    {
        await using var writer = await OpenAsync(Main);
        await using var items = writer.OpenItems(Mapped);
        var (first, second) = (items.BeginSession("r1", Common), items.BeginSession("r2", ItemScript.Common("r2")));
        foreach (var key in Enumerable.Range(0, 60)) items.Record(new ItemState($"{key}", Done(first), Good(first, $"a/{key}", $"b/{key}")));

        // Some write elsewhere now, some failed since, some left, some came back after they had left.
        foreach (var key in Enumerable.Range(0, 20)) items.Record(new ItemState($"{key}", Done(second), Good(second, $"a/{key}", $"c/{key}")));
        foreach (var key in Enumerable.Range(10, 20)) items.Record(new ItemState($"{key}", Failed(second), null));
        items.Drop([.. Enumerable.Range(5, 40).Where(number => number % 3 == 0)]);
        foreach (var key in Enumerable.Range(30, 9)) items.Record(new ItemState($"{key}", Failed(second), null));
        items.RecordStart([ItemId.Of("50")], second);
        await items.FlushAsync(Cancellation);
        await using var other = await OpenAsync(Feature);
        other.CopyItems(Mapped, items);
        using var copy = Store().ReadItems(Feature, Mapped)!;

        Assert.Equal(ItemText.Of(items), ItemText.Of(copy));
        Assert.Throws<InvalidOperationException>(() => writer.CopyItems(Mapped, copy));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_removed_key_is_as_if_it_had_never_been()
    {
        await RecordItemsAsync(items => items.Record(new ItemState("1", Done(items.BeginSession("r1", Common)), Good(0, "a"))));
        await RecordAsync(Main, new StateChange("t", Script.Try(1, TaskOutcome.Failed)), new StateChange(Mapped, Script.Try(1, TaskOutcome.Failed)));
        await RecordAsync(Feature, new StateChange("t", Script.Try(1, TaskOutcome.Failed)));
        await using (var writer = await OpenAsync(Main))
        {
            writer.SetBase(new StateBase(Feature.StorageKey, Feature.Namespace, []));
            await Assert.ThrowsAsync<StateLockedException>(() => Store().RemoveAsync(Main, Me, Cancellation));
        }

        await Store().RemoveAsync(Main, Me, Cancellation);
        await Store().RemoveAsync(Main with { StorageKey = "never" }, Me, Cancellation);

        Assert.Equal([Feature], await Store().ListAsync(Cancellation));
        Assert.Empty(await Store().ReadAsync(Main, Cancellation));
        Assert.Null(Store().ReadItems(Main, Mapped));
        Assert.Null(await ReadBaseAsync(Main));
        await RecordAsync(Main, new StateChange("u", Script.Try(1, TaskOutcome.Failed)));
        Assert.Equal(["u"], (await Store().ReadAsync(Main, Cancellation)).Keys);
    }

    [Fact(Timeout = 20_000)]
    public async Task Tasks_are_forgotten_many_at_once()
    {
        await RecordAsync(Main, [.. Enumerable.Range(0, 300).Select(number => new StateChange($"t{number}", Script.Try(number, TaskOutcome.Failed)))]);
        await using (var writer = await OpenAsync(Main)) writer.Forget([.. Enumerable.Range(0, 299).Select(number => $"t{number}")]);

        Assert.Equal(["t299"], (await Store().ReadAsync(Main, Cancellation)).Keys);
    }

    private Task<StateBase?> ReadBaseAsync(StateKey key) => Raw(Store()).ReadBaseAsync(key, Cancellation);

    private static IStateStore Raw(IStateStore store) => store is Kptn.Engine.State.Branches.BranchedStateStore branched ? branched.Inner : store;
}
