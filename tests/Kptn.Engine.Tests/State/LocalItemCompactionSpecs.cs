using Kptn.Engine.State;
using Kptn.Engine.State.Local;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

public sealed class LocalItemCompactionSpecs : IDisposable
{
    private const int Items = 40;
    private const int Changes = 14_000;
    private readonly LocalItemFixture _items = new();

    public void Dispose() => _items.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_file_of_mostly_superseded_items_is_compacted_when_the_writer_ends()
    {
        var during = await WriteManyAsync();

        Assert.True(during > LogCompaction.SmallestLog, $"{during}");
        Assert.InRange(new FileInfo(_items.Items).Length, 1, 30_000);
        Assert.Equal(ItemText.After(Changes, Items), _items.Read());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_items.Items)!));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_left_by_a_killed_writer_is_compacted_when_the_next_one_opens()
    {
        await WriteManyAsync(keepFile: true);
        Assert.True(new FileInfo(_items.Items).Length > LogCompaction.SmallestLog);
        await _items.WriteAsync(items =>
        {
            Assert.InRange(new FileInfo(_items.Items).Length, 1, 30_000);
            Assert.Equal(ItemText.After(Changes, Items), ItemText.Of(items));
            ItemScript.Apply(Changes, Items, new ItemWriterTarget(items));
            Assert.Equal(ItemText.After(Changes + 1, Items), ItemText.Of(items));
        });
        Assert.Equal(ItemText.After(Changes + 1, Items), _items.Read());
    }

    [Fact(Timeout = 30_000)]
    public async Task Compaction_keeps_the_order_of_items_and_the_sessions_that_they_name()
    {
        await _items.WriteAsync(items =>
        {
            var target = new ItemWriterTarget(items);
            for (var round = 0; round < 40; round++)
            {
                var session = target.Session($"r{round}");
                for (var number = 999; number >= 0; number--)
                {
                    if (round > 0 && number % 10 == 0) continue;
                    items.Record(new ItemState($"{number}", new ItemTry(TaskOutcome.Failed, session, default, default), null));
                }
            }
        });
        using var table = _items.State.Store.ReadItems(Script.Key, ItemScript.Task)!;

        Assert.InRange(new FileInfo(_items.Items).Length, 1, 100_000);
        Assert.Equal(["r0", "r39"], table.Sessions.Select(session => session.RunId));
        Assert.Equal(Enumerable.Range(0, 1000).Select(number => $"{999 - number}"), table.All().Select(slot => table.Read(slot.Number).Key));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_table_that_was_open_before_a_compaction_still_reads_what_it_found()
    {
        await _items.WriteAsync(500, Items);
        using var table = _items.State.Store.ReadItems(Script.Key, ItemScript.Task)!;
        await WriteManyAsync();

        Assert.Equal(ItemText.After(500, Items), ItemText.Of(table));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_compaction_of_items_that_was_cut_off_changes_nothing()
    {
        await _items.WriteAsync(60, Items);
        var before = _items.Read();
        var whole = await _items.BytesAsync();
        foreach (var length in new[] { 0, 10, whole.Length / 2, whole.Length })
        {
            await File.WriteAllBytesAsync(_items.Items + ".tmp", whole[..length], Cancellation);
            Assert.Equal(before, _items.Read());
            await _items.WriteAsync(items =>
            {
                Assert.Equal(before, ItemText.Of(items));
                Assert.False(File.Exists(_items.Items + ".tmp"));
            });
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Readers_see_whole_items_while_they_are_written()
    {
        var prefixes = ItemText.Prefixes(1200, 4).ToHashSet();
        var isDone = false;
        var reading = Task.Run(() =>
        {
            var reads = 0;
            for (; !Volatile.Read(ref isDone); reads++) Assert.Contains(_items.Read(), prefixes);
            return reads;
        }, Cancellation);
        for (var start = 0; start < 1200; start += 300)
        {
            await _items.WriteAsync(items =>
            {
                for (var number = start; number < start + 300; number++) ItemScript.Apply(number, 4, new ItemWriterTarget(items));
            });
        }

        Volatile.Write(ref isDone, true);
        Assert.True(await reading > 3);
    }

    private async Task<long> WriteManyAsync(bool keepFile = false)
    {
        var copy = _items.State.KptnDir + ".copy";
        long during = 0;
        await _items.WriteAsync(async items =>
        {
            for (var number = 0; number < Changes; number++) ItemScript.Apply(number, Items, new ItemWriterTarget(items));
            await items.FlushAsync(Cancellation);
            during = new FileInfo(_items.Items).Length;
            if (keepFile) File.Copy(_items.Items, copy);
        });
        if (keepFile) File.Move(copy, _items.Items, overwrite: true);
        return during;
    }
}
