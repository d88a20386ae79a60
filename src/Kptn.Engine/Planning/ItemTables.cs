using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>The recorded items that one decision or plan looks at, each table read once.</summary>
internal sealed class ItemTables(Func<string, IItemTable?> read) : IDisposable
{
    private readonly Dictionary<string, IItemTable?> _tables = new(StringComparer.Ordinal);

    /// <summary>The items of a task; <see langword="null"/> where none are recorded.</summary>
    /// <param name="task">The mapped task.</param>
    public IItemTable? Of(string task)
    {
        lock (_tables)
        {
            if (!_tables.TryGetValue(task, out var table)) _tables[task] = table = read(task);
            return table;
        }
    }

    public void Dispose()
    {
        foreach (var table in _tables.Values) table?.Dispose();
    }
}
