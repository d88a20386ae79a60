namespace Kptn.Engine.Graphs.Building;

/// <summary>Orders tasks so that each comes after what it waits for, and of those that could come next the one declared first.</summary>
internal static class StableOrder
{
    /// <summary>Numbers of the tasks in order; tasks in a cycle, or behind one, are missing.</summary>
    public static int[] Of(TaskEdges edges)
    {
        var waiting = new int[edges.Count];
        var ready = new PriorityQueue<int, int>();
        for (var task = 0; task < edges.Count; task++)
        {
            waiting[task] = edges.Before(task).Length;
            if (waiting[task] == 0) ready.Enqueue(task, task);
        }

        var order = new List<int>(edges.Count);
        while (ready.TryDequeue(out var task, out _))
        {
            order.Add(task);
            foreach (var next in edges.Behind(task))
            {
                if (--waiting[next] == 0) ready.Enqueue(next, next);
            }
        }

        return [.. order];
    }
}
