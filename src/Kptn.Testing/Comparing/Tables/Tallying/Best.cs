namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Keeps a few of many: those with the highest scores, and the first.</summary>
/// <param name="count">How many.</param>
/// <typeparam name="T">What it keeps.</typeparam>
internal sealed class Best<T>(int count)
{
    private readonly List<(double Score, long Place, T Value)> _highest = [];
    private readonly List<(long Place, T Value)> _first = [];
    private long _seen;

    /// <summary>Offers one.</summary>
    public void Add(double score, T value)
    {
        var place = _seen++;
        if (_first.Count < count) _first.Add((place, value));
        if (count == 0 || !(score > 0) || (_highest.Count == count && score <= _highest[^1].Score)) return;
        var at = _highest.FindIndex(other => other.Score < score);
        _highest.Insert(at < 0 ? _highest.Count : at, (score, place, value));
        if (_highest.Count > count) _highest.RemoveAt(count);
    }

    /// <summary>Those that were kept: half of them for their scores, the rest in order.</summary>
    public IReadOnlyList<T> All()
    {
        var kept = _highest.Take((count + 1) / 2).Select(entry => (entry.Place, entry.Value)).ToList();
        var places = kept.Select(entry => entry.Place).ToHashSet();
        kept.AddRange(_first.Where(entry => places.Add(entry.Place)).Take(count - kept.Count));
        return [.. kept.Select(entry => entry.Value)];
    }
}
