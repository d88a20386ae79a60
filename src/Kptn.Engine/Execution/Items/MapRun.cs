using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>A mapped task while its items run. <see cref="Queue"/> and the plain properties belong to the runner's lock; the rest is safe for threads.</summary>
internal sealed class MapRun(ReadyTask ready, Attempt attempt, DateTimeOffset startedAt, long start, ItemPlan plan, IItemWriter items) : IAsyncDisposable
{
    private readonly Lock _reading = new();
    private readonly Stack<RentedWorker> _idle = new();
    private readonly List<IItemWorker> _old = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly ItemReader _list = plan.List();
    private int _failed;
    private int _generation;
    private int _position = -1;
    private int _workers;
    private long _cpuTicks;
    private long _peak;
    private int _done;

    public ReadyTask Ready { get; } = ready;
    public Attempt Attempt { get; } = attempt;
    public DateTimeOffset StartedAt { get; } = startedAt;
    public long Start { get; } = start;
    public ItemPlan Plan { get; } = plan;
    public IItemWriter Items { get; } = items;
    public ItemQueue Queue { get; } = new(plan.Counts.ToRun, ready.Task.Task.Definition.BundleSize, ready.Task.Task.Definition.GroupSize);

    /// <summary>The task as it was read when the session began.</summary>
    public PreparedTask Task { get; private set; } = ready.Task;

    /// <summary>The session that items are recorded under.</summary>
    public int Session { get; private set; } = -1;

    /// <summary>Bundles that are being worked on, and retries that wait.</summary>
    public int Active { get; set; }

    /// <summary>Whether it stands among what may be handed out.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Why it cannot go on, where something other than an item failed.</summary>
    public string? Fault { get; set; }

    /// <summary>How many of the items that are done were restored in this run.</summary>
    public int Restored { get; init; }

    /// <summary>Whether its end has begun.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Items that are done, in this run or before.</summary>
    public int Done => Plan.Done + _done;

    /// <summary>Items that were asked for and are not done.</summary>
    public int Missing => Plan.Counts.ToRun - _done;

    /// <summary>The first item that failed for good, and what was said of it.</summary>
    public (string Key, string Error, string Log)? FirstFailure { get; private set; }

    public int Failed => _failed;

    public long PeakMemory => _peak;
    public TimeSpan CpuTime => new(_cpuTicks);

    /// <summary>Sets what the next items have in common; workers that loaded other code are not used any more.</summary>
    public void Begin(PreparedTask task, string runId, Fingerprint common)
    {
        var session = Items.BeginSession(runId, common);
        lock (_reading)
        {
            _generation++;
            (Task, Session) = (task, session);
        }
    }

    /// <summary>Records that every item starts again, so that a kill halfway leaves none that counts as done.</summary>
    public void StartAll()
    {
        using var list = Plan.List();
        for (var ids = new List<ItemId>(); ; ids.Clear())
        {
            while (ids.Count < 10_000 && list.Read()) ids.Add(list.Id);
            if (ids.Count == 0) return;
            Items.RecordStart(ids, Session);
        }
    }

    /// <summary>Reads the items of a bundle from the list.</summary>
    public IReadOnlyList<ItemRun> Fill(Bundle bundle)
    {
        if (bundle.Again is { } again) return again;
        var run = new List<ItemRun>(bundle.Count);
        lock (_reading)
        {
            while (run.Count < bundle.Count && _list.Read())
            {
                if (!Plan.Runs[++_position]) continue;
                run.Add(new ItemRun(Encoding.UTF8.GetString(_list.Key), _list.Id, Plan.Own(_list)));
            }
        }

        return run;
    }

    /// <summary>Takes an idle worker, or opens one.</summary>
    /// <param name="open">Opens the worker of a number.</param>
    public RentedWorker Rent(Func<int, IItemWorker> open)
    {
        int number, generation;
        lock (_reading)
        {
            while (_idle.TryPop(out var rented))
            {
                if (rented.Generation == _generation) return rented;
                _old.Add(rented.Worker);
            }

            (number, generation) = (++_workers, _generation);
        }

        return new RentedWorker(open(number), generation);
    }

    /// <summary>Gives a worker back for the next bundle.</summary>
    public void Return(RentedWorker rented)
    {
        lock (_reading)
        {
            if (rented.Generation == _generation) _idle.Push(rented);
            else _old.Add(rented.Worker);
        }
    }

    /// <summary>Whether something has not been told yet.</summary>
    public bool IsNews(string hint)
    {
        lock (_reading) return _told.Add(hint);
    }

    /// <summary>Takes note of the end of an item's try.</summary>
    public void Note(ItemRun item, ItemEnd end, bool willRetry, string log)
    {
        Interlocked.Add(ref _cpuTicks, end.CpuTime.Ticks);
        if (end.Outcome == TaskOutcome.Succeeded) Interlocked.Increment(ref _done);
        lock (_reading)
        {
            _peak = Math.Max(_peak, end.PeakMemory);
            if (willRetry || end.Outcome != TaskOutcome.Failed) return;
            _failed++;
            FirstFailure ??= (item.Key, end.Error, log);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _old.Concat(_idle.Select(rented => rented.Worker))) await worker.DisposeAsync().ConfigureAwait(false);
        _list.Dispose();
        await Items.DisposeAsync().ConfigureAwait(false);
    }
}
