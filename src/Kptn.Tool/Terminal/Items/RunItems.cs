using Kptn.Engine.Runs;

namespace Kptn.Tool.Terminal.Items;

/// <summary>The mapped tasks of a run, by name.</summary>
internal sealed class RunItems
{
    private readonly Dictionary<string, MapProgress> _maps = new(StringComparer.Ordinal);

    /// <summary>Items that ran and succeeded.</summary>
    public int Succeeded => _maps.Values.Sum(map => map.Succeeded);

    /// <summary>Items that failed for good.</summary>
    public int Failed => _maps.Values.Sum(map => map.Failed);

    /// <summary>Takes note of an event.</summary>
    public void Add(RunEvent runEvent)
    {
        if (runEvent is ItemEnded ended) Of(ended.Task)?.Add(ended);
        else if (runEvent is ItemsPlanned planned) _maps[planned.Task] = new MapProgress(planned);
    }

    /// <summary>How far a task is; <see langword="null"/> where it is not mapped, or its list is not known yet.</summary>
    public MapProgress? Of(string task) => _maps.GetValueOrDefault(task);
}
