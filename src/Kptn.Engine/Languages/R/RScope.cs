namespace Kptn.Engine.Languages.R;

/// <summary>Which paths the names of a script may stand for. A name with no value that is constant stands for <see langword="null"/>.</summary>
internal sealed class RScope
{
    private readonly Dictionary<string, IReadOnlyList<RPath>?> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<RPath>?> _ever = new(StringComparer.Ordinal);
    private readonly Stack<(string Name, IReadOnlyList<RPath>? Values)> _bound = new();

    /// <summary>Whether the code that is looked at runs later, when a name may hold any value it was ever given.</summary>
    public bool IsLater { get; set; }

    /// <summary>How many names are bound.</summary>
    public int Bound => _bound.Count;

    /// <summary>What a name may stand for.</summary>
    public IReadOnlyList<RPath>? this[string name]
    {
        get
        {
            foreach (var (bound, values) in _bound)
            {
                if (bound == name) return values;
            }

            return (IsLater ? _ever : _current).GetValueOrDefault(name);
        }
    }

    /// <summary>Binds a parameter or loop variable.</summary>
    public void Bind(string name, IReadOnlyList<RPath>? values) => _bound.Push((name, values));

    /// <summary>Drops the latest bindings.</summary>
    public void Unbind(int bound)
    {
        while (_bound.Count > bound) _bound.Pop();
    }

    /// <summary>Records an assignment.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">What it is given.</param>
    /// <param name="certain">Whether it is sure to happen, so that the earlier value is gone.</param>
    public void Assign(string name, IReadOnlyList<RPath>? values, bool certain)
    {
        _ever[name] = Merge(_ever, name, values);
        _current[name] = certain ? values : Merge(_current, name, values);
    }

    private static IReadOnlyList<RPath>? Merge(Dictionary<string, IReadOnlyList<RPath>?> known, string name, IReadOnlyList<RPath>? values) =>
        !known.TryGetValue(name, out var earlier) ? values
        : earlier is null || values is null ? null
        : [.. earlier.Union(values)];
}
