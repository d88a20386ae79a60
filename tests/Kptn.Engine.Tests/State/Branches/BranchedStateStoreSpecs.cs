using FsCheck;
using FsCheck.Fluent;
using Kptn.Engine.State;
using static Kptn.Engine.Tests.State.Branches.BranchFixture;

namespace Kptn.Engine.Tests.State.Branches;

public sealed class BranchedStateStoreSpecs : IDisposable
{
    private readonly BranchFixture _state = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _state.Dispose();

    [Fact(Timeout = 20_000)]
    public async Task A_new_branch_has_its_parents_state_without_a_record()
    {
        await _state.RecordAsync(Main, Good("a", 1), Good("b", 2));
        await _state.ItemsAsync(Main, [.. Enumerable.Range(0, 50)]);

        Assert.Equal("a:1/1 b:2/2", await _state.ReadAsync(Feature));
        Assert.Equal("a:1/1 b:2/2", await _state.ReadAsync(Sub));
        Assert.Equal(_state.ReadItems(Main), _state.ReadItems(Sub));
        Assert.NotEmpty(_state.ReadItems(Sub));
        await _state.WriteAsync(Feature, writer => Assert.Equal(2, writer.Opened.Count));
        Assert.Null(await _state.BaseOf(Feature));
        Assert.Equal([Main], await _state.Store.ListAsync(Cancellation));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_a_branch_records_is_its_own_and_the_rest_stays_its_parents()
    {
        await _state.RecordAsync(Main, Good("a", 1), Good("b", 2));
        await _state.RecordAsync(Feature, Good("b", 3));
        await _state.RecordAsync(Main, Good("a", 4), Good("b", 5));

        Assert.Equal("a:4/4 b:3/3", await _state.ReadAsync(Feature));
        Assert.Equal("a:4/4 b:5/5", await _state.ReadAsync(Main));
        Assert.Equal("main", (await _state.BaseOf(Feature))!.From);
        Assert.Equal([Feature, Main], await _state.Store.ListAsync(Cancellation));
        var view = await _state.Store.ViewAsync(Feature, Cancellation);
        Assert.Equal([("main", 1)], view.Sources);
        Assert.Equal((Main, Feature), (view.KeyOf("a"), view.KeyOf("b")));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_failed_try_on_a_branch_keeps_the_parents_good_run()
    {
        await _state.RecordAsync(Main, Good("a", 1), Good("b", 2));
        await _state.RecordAsync(Feature, Started("a", 3), Failed("a", 3), Failed("b", 4));
        await _state.RecordAsync(Main, Good("a", 5));

        Assert.Equal("a:1/3 b:2/4", await _state.ReadAsync(Feature));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_task_that_a_branch_forgot_stays_forgotten()
    {
        await _state.RecordAsync(Main, Good("a", 1), Good("b", 2));
        await _state.ItemsAsync(Main, [.. Enumerable.Range(0, 50)]);
        await _state.RecordAsync(Feature, Forgotten("a"), Forgotten(BranchFixture.Map));
        Assert.Equal("b:2/2", await _state.ReadAsync(Feature));
        Assert.Empty(_state.ReadItems(Feature));

        await _state.RecordAsync(Main, Good("a", 3));
        Assert.Equal("b:2/2", await _state.ReadAsync(Sub));
        await _state.RecordAsync(Feature, Failed("a", 4));
        Assert.Equal("a:-/4 b:2/2", await _state.ReadAsync(Feature));
        await _state.RecordAsync(Feature, Forgotten("a"), Forgotten("b"), Forgotten("never"));
        Assert.Equal("", await _state.ReadAsync(Feature));
        Assert.Equal("a:3/3 b:2/2", await _state.ReadAsync(Main));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_root_whose_tasks_are_all_forgotten_does_not_start_from_its_parent()
    {
        await _state.RecordAsync(Feature, Good("a", 1));
        await _state.RecordAsync(Main, Good("a", 2), Good("b", 2));
        Assert.Equal("a:1/1", await _state.ReadAsync(Feature));
        await _state.RecordAsync(Feature, Forgotten("a"));

        Assert.Equal("", await _state.ReadAsync(Feature));
        await _state.RecordAsync(Feature, Good("b", 3));
        Assert.Equal("b:3/3", await _state.ReadAsync(Feature));
    }

    [Fact(Timeout = 20_000)]
    public async Task Items_come_along_whole_when_a_branch_writes_them()
    {
        await _state.RecordAsync(Main, Good(BranchFixture.Map, 1));
        await _state.ItemsAsync(Main, [.. Enumerable.Range(0, 50)]);
        var before = _state.ReadItems(Main);
        await _state.WriteAsync(Feature, writer =>
        {
            using var items = writer.OpenItems(BranchFixture.Map);
            Assert.Equal(before, ItemText.Of(items));
            items.Drop([.. items.All().Select(slot => slot.Number)]);
            items.ForgetOrphans([.. items.Orphans.Select(orphan => orphan.Path)]);
        });

        Assert.Equal(before, _state.ReadItems(Main));
        Assert.Empty(_state.ReadItems(Feature));
        Assert.Equal($"{BranchFixture.Map}:1/1", await _state.ReadAsync(Feature));
        Assert.Equal(before, _state.ReadItems(Main));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_copy_of_items_that_a_kill_cut_off_before_its_record_counts_for_nothing()
    {
        await _state.RecordAsync(Main, Good(BranchFixture.Map, 1));
        await _state.ItemsAsync(Main, [.. Enumerable.Range(0, 50)]);
        await _state.RecordAsync(Feature, Good("a", 2));
        using (var items = _state.Inner.ReadItems(Main, BranchFixture.Map)!)
        {
            await using var own = await _state.Inner.OpenAsync(Feature, new LeaseHolder("", 1, default), TimeSpan.Zero, Cancellation);
            own.CopyItems(BranchFixture.Map, items);
        }

        await _state.ItemsAsync(Main, [.. Enumerable.Range(50, 50)]);
        Assert.Equal(_state.ReadItems(Main), _state.ReadItems(Feature));
        await _state.RecordAsync(Feature, Started(BranchFixture.Map, 3));
        Assert.Equal(_state.ReadItems(Main), _state.ReadItems(Feature));
        Assert.Equal($"a:2/2 {BranchFixture.Map}:1/3", await _state.ReadAsync(Feature));
    }

    [Fact(Timeout = 20_000)]
    public async Task Keys_that_go_on_from_each_other_are_read_once_each()
    {
        await _state.RecordAsync(Main, Good("a", 1));
        await _state.RecordAsync(Feature, Good("b", 2));
        await _state.WriteAsync(Main, writer => writer.SetBase(new StateBase("feature", "graph", [])));

        Assert.Equal("a:1/1 b:2/2", await _state.ReadAsync(Main));
        Assert.Equal("a:1/1 b:2/2", await _state.ReadAsync(Feature));
        await _state.RecordAsync(Feature, Failed("a", 3));
        Assert.Equal("a:1/3 b:2/2", await _state.ReadAsync(Feature));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_chain_of_branches_is_followed_only_so_far()
    {
        for (var number = 0; number < 70; number++)
        {
            var key = new StateKey($"b{number}", "graph");
            await _state.RecordAsync(key, Good($"t{number:d2}", number));
            var below = number;
            if (number > 0) await _state.WriteAsync(key, writer => writer.SetBase(new StateBase($"b{below - 1}", "graph", [])));
        }

        Assert.Equal(64, (await _state.Store.ReadAsync(new StateKey("b69", "graph"), Cancellation)).Count);
    }

    [Fact(Timeout = 20_000)]
    public async Task Namespaces_are_kept_apart()
    {
        await _state.RecordAsync(Main with { Namespace = "other" }, Good("a", 1));

        Assert.Equal("", await _state.ReadAsync(Feature));
        Assert.Equal("a:1/1", await _state.ReadAsync(Feature with { Namespace = "other" }));
        await _state.RecordAsync(Feature, Good("b", 2));
        Assert.Null(await _state.BaseOf(Feature));
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_threads_can_record_what_was_the_parents()
    {
        await _state.RecordAsync(Main, [.. Enumerable.Range(0, 500).Select(number => Good($"t{number}", number))]);
        await _state.WriteAsync(Feature, writer => Parallel.For(0, 2000, number => writer.RecordEnd($"t{number % 500}", Kptn.StateHammer.Script.Try(number, TaskOutcome.Failed), null)));
        var states = await _state.Store.ReadAsync(Feature, Cancellation);

        Assert.Equal(500, states.Count);
        Assert.All(states.Values, state => Assert.Equal(state.Task[1..], state.Good!.RunId));
    }

    [Fact(Timeout = 120_000)]
    public async Task Anything_done_to_a_chain_of_branches_reads_back_as_plain_dictionaries_would_hold_it()
    {
        await Task.Run(() => Prop.ForAll(Gen.Choose(0, 100_000).ListOf().ToArbitrary(), steps => HoldsAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(30)), Cancellation);
    }

    private async Task HoldsAsync(IEnumerable<int> steps)
    {
        StateKey[] keys = [Main, Feature, Sub];
        _state.Clear();
        var model = new BranchModel();
        foreach (var step in steps)
        {
            var key = keys[step % 3];
            var number = step / 3;
            await _state.WriteAsync(key, writer =>
            {
                var opened = model.Open(key);
                Assert.Equal(StateText.Of(model.States(key)), StateText.Of(writer.Opened));
                for (var change = number; change < number + 1 + (number % 5); change++) BranchModel.Apply(change, opened, writer);
            });
            foreach (var other in keys)
            {
                Assert.Equal(StateText.Of(model.States(other)), StateText.Of(await _state.Store.ReadAsync(other, Cancellation)));
                Assert.Equal(model.Items(other), _state.ReadItems(other));
            }
        }
    }
}
