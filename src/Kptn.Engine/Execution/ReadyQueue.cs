namespace Kptn.Engine.Execution;

/// <summary>Tasks whose dependencies are done, the longest chain first.</summary>
/// <param name="priorities">Seconds of work behind each task.</param>
internal sealed class ReadyQueue(IReadOnlyDictionary<string, double> priorities)
{
    private readonly PriorityQueue<ReadyTask, (double, int)> _queue = new();
    private int _added;

    public int Count => _queue.Count;

    public void Add(ReadyTask task) => _queue.Enqueue(task, (-priorities.GetValueOrDefault(task.Task.Name), _added++));

    /// <summary>Takes the first task that is admitted; those that are not keep their place.</summary>
    public ReadyTask? Take(Slots slots)
    {
        if (slots.Full) return null;
        List<(ReadyTask, (double, int))>? passed = null;
        ReadyTask? taken = null;
        while (taken is null && _queue.TryDequeue(out var task, out var priority))
        {
            if (slots.TryTake(task.Task.Task.Definition)) taken = task;
            else (passed ??= []).Add((task, priority));
        }

        if (passed is not null) _queue.EnqueueRange(passed);
        return taken;
    }

    public IEnumerable<ReadyTask> Drain()
    {
        while (_queue.TryDequeue(out var task, out _)) yield return task;
    }
}
