namespace Kptn.Testing.Comparing.Statistics;

/// <summary>Keeps the first of many and others spread evenly, the same each time.</summary>
/// <param name="count">How many.</param>
/// <typeparam name="T">What it keeps.</typeparam>
internal sealed class SpreadSample<T>(int count)
{
    private readonly List<(long Place, T Value)> _first = [];
    private readonly List<(long Place, T Value)> _spread = [];
    private readonly int _half = (count + 1) / 2;
    private long _stride = 1;

    /// <summary>Whether the one at a place is to be kept for now.</summary>
    public bool Wants(long place) => count > 0 && (place < _half || place % _stride == 0);

    /// <summary>Keeps one for now.</summary>
    public void Add(long place, T value)
    {
        if (place < _half)
        {
            _first.Add((place, value));
            return;
        }

        _spread.Add((place, value));
        if (_spread.Count < count * 4) return;
        _stride *= 2;
        _spread.RemoveAll(entry => entry.Place % _stride != 0);
    }

    /// <summary>Those that were kept, in order.</summary>
    public IReadOnlyList<T> All()
    {
        var wanted = Math.Min(count - _first.Count, _spread.Count);
        var spread = Enumerable.Range(1, wanted).Select(i => _spread[(int)((long)i * _spread.Count / wanted) - 1]);
        return [.. _first.Concat(spread).Select(entry => entry.Value)];
    }
}
