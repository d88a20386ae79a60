using Kptn.Engine.Runs;

namespace Kptn.Engine.Tests.Runs;

public sealed class WorkQueueSpecs
{
    [Fact(Timeout = 30_000)]
    public async Task What_waits_is_bounded_and_all_is_handled_in_order()
    {
        var (waiting, most) = (0, 0);
        var handled = new List<int>();
        var queue = new WorkQueue<int>(
            "test",
            (number, _) =>
            {
                Interlocked.Decrement(ref waiting);
                handled.Add(number);
            },
            () => { },
            _ => 10,
            100);
        for (var i = 0; i < 5_000; i++)
        {
            queue.Add(i);
            most = Math.Max(most, Interlocked.Increment(ref waiting));
        }

        await queue.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, 5_000), handled);
        Assert.InRange(most, 1, 13);
    }

    [Fact(Timeout = 30_000)]
    public async Task Many_may_add_to_a_full_queue()
    {
        var handled = 0;
        var queue = new WorkQueue<int>("test", (_, _) => handled++, () => { }, _ => 1, 5);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++) queue.Add(i);
        })));
        await queue.DisposeAsync();
        Assert.Equal(800, handled);
    }
}
