using Kptn.Engine.Execution.Items;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Runs items of one mapped SQL task one after another, each in a transaction of its own and on a connection of its own.</summary>
/// <param name="run">Runs a script.</param>
/// <param name="turns">Gives items of all workers their turns: so the database need not be closed between them.</param>
/// <param name="work">What there is to do for an item.</param>
internal sealed class SqlItems(SqlRun run, SemaphoreSlim turns, Func<ItemWork, SqlWork> work) : IItemWorker
{
    private readonly TimeProvider _time = TimeProvider.System;

    public Task RunAsync(IReadOnlyList<ItemWork> bundle, Action<int, ItemEnd> ended, CancellationToken cancellation)
    {
        for (var i = 0; i < bundle.Count; i++)
        {
            if (cancellation.IsCancellationRequested) ended(i, new ItemEnd(TaskOutcome.Interrupted, "the run stopped before it was started"));
            else ended(i, Run(bundle[i], cancellation));
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        run.Close();
        return ValueTask.CompletedTask;
    }

    private ItemEnd Run(ItemWork item, CancellationToken cancellation)
    {
        AttemptResult result;
        turns.Wait(CancellationToken.None);
        var (startedAt, start) = (_time.GetUtcNow(), _time.GetTimestamp());
        try
        {
            result = run.Run(work(item), leavesOpen: true, cancellation);
        }
        catch (ItemListException e)
        {
            result = new AttemptResult(TaskOutcome.Failed, e.Message);
        }
        finally
        {
            turns.Release();
        }

        return ProcessItems.EndOf(result, startedAt, _time.GetElapsedTime(start));
    }
}
