using Kptn.Engine.Projects;

namespace Kptn.Engine.Execution;

/// <summary>Admits tasks: at most so many at once, within CPU units and memory, within the limits of their tags.</summary>
internal sealed class Slots
{
    private readonly IReadOnlyDictionary<string, int> _limits;
    private readonly Dictionary<string, int> _tags = new(StringComparer.Ordinal);
    private readonly IReadOnlySet<string> _users;
    private readonly int _jobs;
    private readonly int _totalCpu;
    private readonly int _totalMemory;
    private int _running;
    private int _cpu;
    private int _memory;
    private bool _isDatabaseTaken;

    /// <summary>Begins with nothing taken.</summary>
    /// <param name="settings">Limits and resources.</param>
    /// <param name="jobs">How many tasks at once.</param>
    /// <param name="databaseUsers">Tasks of which one may run at a time, since they use one database.</param>
    public Slots(Settings settings, int jobs, IReadOnlySet<string> databaseUsers)
    {
        _users = databaseUsers;
        _jobs = jobs;
        _limits = settings.Limits;
        _totalCpu = settings.ResourceCpu ?? Environment.ProcessorCount * 1024;
        _totalMemory = settings.ResourceMemory ?? (int)Math.Min(int.MaxValue, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20);
    }

    /// <summary>Whether no further task can be admitted, whatever it needs.</summary>
    public bool Full => _running >= _jobs;

    /// <summary>Takes what a task needs, if it is free. A task that needs more than there is runs alone.</summary>
    public bool TryTake(TaskDefinition task)
    {
        if (Full) return false;
        var (cpu, memory) = Needs(task);
        if (_isDatabaseTaken && _users.Contains(task.Name)) return false;
        if (_cpu + cpu > _totalCpu || _memory + memory > _totalMemory) return false;
        foreach (var tag in task.Tags)
        {
            if (_limits.TryGetValue(tag, out var limit) && _tags.GetValueOrDefault(tag) >= limit) return false;
        }

        Add(task, 1);
        return true;
    }

    /// <summary>Gives back what a task took.</summary>
    public void Release(TaskDefinition task) => Add(task, -1);

    private void Add(TaskDefinition task, int sign)
    {
        var (cpu, memory) = Needs(task);
        _running += sign;
        _cpu += sign * cpu;
        _memory += sign * memory;
        if (_users.Contains(task.Name)) _isDatabaseTaken = sign > 0;
        if (_limits.Count == 0) return;
        foreach (var tag in task.Tags)
        {
            if (_limits.ContainsKey(tag)) _tags[tag] = _tags.GetValueOrDefault(tag) + sign;
        }
    }

    private (int Cpu, int Memory) Needs(TaskDefinition task) =>
        (Math.Min(task.Cpu ?? 0, _totalCpu), Math.Min(task.Memory ?? 0, _totalMemory));
}
