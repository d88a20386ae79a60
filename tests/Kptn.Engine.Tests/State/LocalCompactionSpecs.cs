using Kptn.Engine.State.Local;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

public sealed class LocalCompactionSpecs : IDisposable
{
    private readonly LocalStateFixture _state = new();

    public void Dispose() => _state.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<StateChange> Changes => Enumerable.Range(0, 4000).Select(number => Script.Change(number, tasks: 9));

    [Fact(Timeout = 20_000)]
    public async Task A_log_of_mostly_superseded_records_is_compacted_when_the_writer_ends()
    {
        var during = await WriteManyAsync();

        Assert.True(during > LogCompaction.SmallestLog, $"{during}");
        Assert.InRange(new FileInfo(_state.Log).Length, 1, 50_000);
        Assert.Equal(LocalStateFixture.Final(Changes), await _state.ReadAsync());
        Assert.Equal(["lock", "log"], Directory.GetFiles(_state.Folder).Select(Path.GetFileName).Order());
    }

    [Fact(Timeout = 20_000)]
    public async Task A_log_left_by_a_killed_writer_is_compacted_when_the_next_one_opens()
    {
        await WriteManyAsync(keepLog: true);
        Assert.True(new FileInfo(_state.Log).Length > LogCompaction.SmallestLog);
        await using (var writer = await _state.OpenAsync())
        {
            Assert.InRange(new FileInfo(_state.Log).Length, 1, 50_000);
            Assert.Equal(LocalStateFixture.Final(Changes), StateText.Of(writer.Opened));
            Script.Change(4000).ApplyTo(writer);
        }

        Assert.Equal(LocalStateFixture.Final([.. Changes, Script.Change(4000)]), await _state.ReadAsync());
    }

    [Fact(Timeout = 20_000)]
    public async Task A_compaction_that_was_cut_off_changes_nothing()
    {
        await _state.WriteAsync(Changes.Take(20));
        var before = await _state.ReadAsync();
        var whole = await File.ReadAllBytesAsync(_state.Log, Cancellation);
        foreach (var length in new[] { 0, 10, whole.Length / 2, whole.Length })
        {
            await File.WriteAllBytesAsync(_state.Log + ".tmp", whole[..length], Cancellation);
            Assert.Equal(before, await _state.ReadAsync());
            await using var writer = await _state.OpenAsync();
            Assert.Equal(before, StateText.Of(writer.Opened));
            Assert.False(File.Exists(_state.Log + ".tmp"));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Readers_see_whole_states_while_logs_are_written_and_replaced()
    {
        using var done = new CancellationTokenSource();
        var prefixes = LocalStateFixture.Prefixes(Changes).ToHashSet();
        var reading = Task.Run(async () =>
        {
            var reads = 0;
            for (; !done.IsCancellationRequested; reads++) Assert.Contains(await _state.ReadAsync(), prefixes);
            return reads;
        }, Cancellation);
        await using (var writer = await _state.OpenAsync())
        {
            foreach (var change in Changes) change.ApplyTo(writer);
        }

        await Task.Delay(30, Cancellation);
        await done.CancelAsync();
        Assert.True(await reading > 3);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_small_log_is_never_rewritten()
    {
        var lengths = await _state.WriteAsync(Enumerable.Range(0, 50).Select(number => Script.Change(number, tasks: 1)));
        await (await _state.OpenAsync()).DisposeAsync();

        Assert.Equal(lengths[^1], new FileInfo(_state.Log).Length);
    }

    private async Task<long> WriteManyAsync(bool keepLog = false)
    {
        var copy = _state.Log + ".copy";
        long during;
        await using (var writer = await _state.OpenAsync())
        {
            foreach (var change in Changes) change.ApplyTo(writer);
            await writer.FlushAsync(Cancellation);
            during = new FileInfo(_state.Log).Length;
            if (keepLog) File.Copy(_state.Log, copy);
        }

        if (keepLog) File.Move(copy, _state.Log, overwrite: true);
        return during;
    }
}
