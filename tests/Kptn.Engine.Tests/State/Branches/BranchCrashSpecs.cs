using Kptn.Engine.State;
using Kptn.Engine.State.Transfer;
using Kptn.StateHammer;
using static Kptn.Engine.Tests.State.Branches.BranchFixture;

namespace Kptn.Engine.Tests.State.Branches;

public sealed class BranchCrashSpecs : IDisposable
{
    private const int Kills = 12;
    private readonly BranchFixture _state = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _state.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_branch_that_is_killed_while_it_takes_items_over_has_them_all()
    {
        var items = await FillAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAsync("branch", kill);

            Assert.Equal(items, Items(Feature));
            Assert.Equal("7", (await _state.Store.ReadAsync(Feature, Cancellation))[ItemScript.Task].Good!.RunId);
        }

        Assert.Equal(items, Items(Main));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_copy_that_is_killed_has_each_task_whole_or_not_and_can_be_repeated()
    {
        var items = await FillAsync();
        var copy = new StateKey("copy", "graph");
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAsync("clone", kill);
            var (main, copied) = (await _state.Inner.ReadAsync(Main, Cancellation), await _state.Inner.ReadAsync(copy, Cancellation));
            foreach (var (task, state) in copied) Assert.Equal(StateText.Of(new Dictionary<string, TaskState> { [task] = main[task] }), StateText.Of(new Dictionary<string, TaskState> { [task] = state }));
            if (copied.ContainsKey(ItemScript.Task)) Assert.Equal(items, Items(copy));
            if (copied.Count < main.Count && copied.Count > 0) Assert.True((await _state.Inner.ReadBaseAsync(copy, Cancellation))!.IsUnfinished);
        }

        var view = await _state.Store.ViewAsync(Main, Cancellation);
        await using (var writer = await _state.Inner.OpenAsync(copy, new LeaseHolder("", 1, default), TimeSpan.FromSeconds(5), Cancellation))
        {
            await new StateCopy(StateSource.Of(view)).ReplaceAsync(writer, _state.Inner, copy, Cancellation);
        }

        Assert.Equal(StateText.Of(view.States), StateText.Of(await _state.Inner.ReadAsync(copy, Cancellation)));
        Assert.Equal(items, Items(copy));
        Assert.Null(await _state.Inner.ReadBaseAsync(copy, Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_branch_can_be_written_while_its_parent_is()
    {
        await FillAsync();
        await using var main = await _state.Store.OpenAsync(Main, new LeaseHolder("", 1, default), TimeSpan.Zero, Cancellation);
        await using var mine = main.OpenItems(ItemScript.Task);
        await _state.WriteAsync(Feature, writer =>
        {
            using var items = writer.OpenItems(ItemScript.Task);
            Parallel.Invoke(() => Apply(items, 1000), () => Apply(mine, 2000));
        });
        await mine.FlushAsync(Cancellation);

        Assert.NotEqual(Items(Main), Items(Feature));
        Assert.Null(_state.Store.HolderOf(Feature));

        static void Apply(IItemWriter items, int from)
        {
            for (var number = from; number < from + 300; number++) ItemScript.Apply(number, 60, new ItemWriterTarget(items));
        }
    }

    private async Task<string> FillAsync()
    {
        await _state.RecordAsync(Main, [.. Enumerable.Range(0, 50).Select(number => BranchFixture.Good($"t{number}", number)), BranchFixture.Good(ItemScript.Task, 7)]);
        await _state.WriteAsync(Main, writer =>
        {
            using var items = writer.OpenItems(ItemScript.Task);
            for (var number = 0; number < 2000; number++) ItemScript.Apply(number, 60, new ItemWriterTarget(items));
        });
        return Items(Main);
    }

    private async Task KillAsync(string verb, int kill)
    {
        using var hammer = Hammer.Start(verb, _state.KptnDir);
        var started = new TaskCompletionSource();
        var acknowledged = Hammer.ReadLastAsync(hammer.StandardOutput, started);
        if (kill % 4 != 0) await started.Task;
        await Task.Delay(new Random(kill).Next(0, 60), Cancellation);
        hammer.Kill();
        await hammer.WaitForExitAsync(Cancellation);
        await acknowledged;
    }

    private string Items(StateKey key)
    {
        using var items = _state.Store.ReadItems(key, ItemScript.Task);
        return ItemText.Of(items);
    }
}
