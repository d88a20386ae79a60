namespace Kptn.Engine.Graphs.Building;

/// <summary>The edges between numbered tasks, both ways, in flat arrays: a graph of 100,000 tasks is walked without recursion or dictionaries.</summary>
internal sealed class TaskEdges
{
    private readonly Dictionary<string, int> _numbers;
    private readonly int[] _beforeStarts, _before, _behindStarts, _behind;

    /// <param name="tasks">Tasks in the order that numbers them; edges to others are left out.</param>
    public TaskEdges(IReadOnlyList<GraphTask> tasks)
        : this(tasks, Numbers(tasks))
    {
    }

    /// <param name="tasks">Tasks in the order that numbers them; edges to others are left out.</param>
    /// <param name="numbers">Their numbers by name.</param>
    public TaskEdges(IReadOnlyList<GraphTask> tasks, Dictionary<string, int> numbers)
    {
        (Tasks, _numbers) = (tasks, numbers);
        _beforeStarts = new int[tasks.Count + 1];
        _behindStarts = new int[tasks.Count + 1];
        var before = new List<int>(tasks.Count);
        for (var i = 0; i < tasks.Count; i++)
        {
            Add(tasks[i].Dependencies, before);
            Add(tasks[i].After, before);
            _beforeStarts[i + 1] = before.Count;
        }

        _before = [.. before];
        _behind = new int[_before.Length];
        foreach (var task in _before) _behindStarts[task + 1]++;
        for (var i = 0; i < tasks.Count; i++) _behindStarts[i + 1] += _behindStarts[i];
        var next = _behindStarts.AsSpan(0, tasks.Count).ToArray();
        for (var i = 0; i < tasks.Count; i++)
        {
            foreach (var task in Before(i)) _behind[next[task]++] = i;
        }
    }

    public IReadOnlyList<GraphTask> Tasks { get; }

    public int Count => Tasks.Count;

    /// <summary>A task's number; negative where it is not in the graph.</summary>
    public int NumberOf(string name) => _numbers.GetValueOrDefault(name, -1);

    /// <summary>What a task waits for: dependencies, then <c>after</c>.</summary>
    public ReadOnlySpan<int> Before(int task) => _before.AsSpan(_beforeStarts[task].._beforeStarts[task + 1]);

    /// <summary>What waits for a task, in the tasks' order.</summary>
    public ReadOnlySpan<int> Behind(int task) => _behind.AsSpan(_behindStarts[task].._behindStarts[task + 1]);

    private static Dictionary<string, int> Numbers(IReadOnlyList<GraphTask> tasks)
    {
        var numbers = new Dictionary<string, int>(tasks.Count, StringComparer.Ordinal);
        for (var i = 0; i < tasks.Count; i++) numbers[tasks[i].Name] = i;
        return numbers;
    }

    private void Add(IReadOnlyList<string> names, List<int> numbers)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (_numbers.TryGetValue(names[i], out var number)) numbers.Add(number);
        }
    }
}
