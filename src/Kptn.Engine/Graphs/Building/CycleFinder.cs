namespace Kptn.Engine.Graphs.Building;

/// <summary>Finds a short cycle in each knot of tasks that wait for each other.</summary>
internal sealed class CycleFinder(TaskEdges edges)
{
    private readonly int[] _index = new int[edges.Count];
    private readonly int[] _low = new int[edges.Count];
    private readonly int[] _knot = new int[edges.Count];
    private readonly Stack<int> _open = [];
    private int _visited;
    private int _knots;

    /// <summary>One cycle for each knot: each task waits for the next, the last for the first.</summary>
    public List<int[]> Find()
    {
        for (var task = 0; task < edges.Count; task++)
        {
            if (_index[task] == 0) Visit(task);
        }

        var sizes = new int[_knots + 1];
        foreach (var knot in _knot) sizes[knot]++;
        var cycles = new List<int[]>();
        for (var task = 0; task < edges.Count; task++)
        {
            if (sizes[_knot[task]] < 2) continue;
            sizes[_knot[task]] = 0;
            cycles.Add(ShortestThrough(task));
        }

        return cycles;
    }

    // Tarjan's strongly connected components with a stack of our own: a chain of 100,000 tasks is legal.
    private void Visit(int root)
    {
        var path = new Stack<(int Task, int Next)>();
        Enter(root, path);
        while (path.TryPop(out var step))
        {
            var (task, next) = step;
            var before = edges.Before(task);
            if (next < before.Length)
            {
                path.Push((task, next + 1));
                var target = before[next];
                if (_index[target] == 0) Enter(target, path);
                else if (_knot[target] == 0) _low[task] = Math.Min(_low[task], _index[target]);
                continue;
            }

            if (_low[task] == _index[task]) Close(task);
            if (path.TryPeek(out var parent)) _low[parent.Task] = Math.Min(_low[parent.Task], _low[task]);
        }
    }

    private void Enter(int task, Stack<(int Task, int Next)> path)
    {
        _index[task] = _low[task] = ++_visited;
        _open.Push(task);
        path.Push((task, 0));
    }

    private void Close(int task)
    {
        _knots++;
        int member;
        do
        {
            member = _open.Pop();
            _knot[member] = _knots;
        }
        while (member != task);
    }

    private int[] ShortestThrough(int start)
    {
        var waiters = new Dictionary<int, int>();
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var task))
        {
            foreach (var target in edges.Before(task))
            {
                if (target == start) return Back(task, start, waiters);
                if (_knot[target] == _knot[start] && waiters.TryAdd(target, task)) queue.Enqueue(target);
            }
        }

        throw new InvalidOperationException("a knot has a cycle through each of its tasks");
    }

    private static int[] Back(int last, int start, Dictionary<int, int> waiters)
    {
        var cycle = new List<int>();
        for (var task = last; task != start; task = waiters[task]) cycle.Add(task);
        cycle.Add(start);
        cycle.Reverse();
        return [.. cycle];
    }
}
