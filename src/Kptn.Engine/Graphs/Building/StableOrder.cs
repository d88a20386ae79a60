namespace Kptn.Engine.Graphs.Building;

/// <summary>Orders tasks so that each comes after what it waits for, and of those that could come next the one declared first.</summary>
internal static class StableOrder
{
    /// <summary>Numbers of the tasks in order; tasks in a cycle, or behind one, are missing.</summary>
    public static int[] Of(TaskEdges edges)
    {
        var waiting = new int[edges.Count];
        var ready = new NumberHeap();
        for (var task = 0; task < edges.Count; task++)
        {
            waiting[task] = edges.Before(task).Length;
            if (waiting[task] == 0) ready.Add(task);
        }

        var order = new List<int>(edges.Count);
        while (ready.TryTake(out var task))
        {
            order.Add(task);
            foreach (var next in edges.Behind(task))
            {
                if (--waiting[next] == 0) ready.Add(next);
            }
        }

        return [.. order];
    }
}
