using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Scanning;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Counts keys that stand more than once.</summary>
internal sealed class RepeatedKeys
{
    private readonly TablePair _tables;
    private readonly Dictionary<ulong, (long Old, long New)> _counts = [];

    public RepeatedKeys(TablePair tables)
    {
        _tables = tables;
        if (tables.Old.Keys is not { } before || tables.New.Keys is not { } after) return;
        var (old, next) = (Sorted(before), Sorted(after));
        Collect(old, (counts, count) => (count, counts.New));
        Collect(next, (counts, count) => (counts.Old, count));
        // A key that is repeated on one side is counted on the other too.
        foreach (var (key, (oldCount, newCount)) in _counts.ToArray())
        {
            if (oldCount == 0 && Array.BinarySearch(old, key) >= 0) _counts[key] = (1, newCount);
            if (newCount == 0 && Array.BinarySearch(next, key) >= 0) _counts[key] = (oldCount, 1);
        }
    }

    /// <summary>How many keys stand more than once on a side.</summary>
    public int Count => _counts.Count;

    /// <summary>Some of them, in the order in which they are met.</summary>
    public IReadOnlyList<RepeatedKey> Samples()
    {
        var samples = new List<RepeatedKey>();
        var seen = new HashSet<ulong>();
        foreach (var isNew in new[] { false, true })
        {
            var keys = isNew ? _tables.New.Keys : _tables.Old.Keys;
            for (var row = 0; row < keys?.Count && _counts.Count > 0 && samples.Count < _tables.Settings.Limits.Rows; row++)
            {
                if (!_counts.TryGetValue(keys[row], out var counts) || !seen.Add(keys[row])) continue;
                samples.Add(new RepeatedKey(ValuesOf(isNew, row), counts.Old, counts.New));
            }
        }

        return samples;
    }

    private List<string?> ValuesOf(bool isNew, int number)
    {
        var row = (isNew ? _tables.NewRows : _tables.OldRows)[number];
        return [.. _tables.Plan.KeyPlaces.Select(place => CellText.Of(isNew ? _tables.NewCell(row, place) : _tables.OldCell(row, place), _tables.Settings.Limits.Characters))];
    }

    private void Collect(ulong[] sorted, Func<(long Old, long New), long, (long, long)> with)
    {
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];) end++;
            if (end - start > 1) _counts[sorted[start]] = with(_counts.GetValueOrDefault(sorted[start]), end - start);
        }
    }

    private static ulong[] Sorted(BigList<ulong> keys)
    {
        var sorted = new ulong[keys.Count];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = keys[i];
        Array.Sort(sorted);
        return sorted;
    }
}
