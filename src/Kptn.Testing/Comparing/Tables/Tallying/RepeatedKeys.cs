using Kptn.Testing.Comparing.Tables.Scanning;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Counts keys that stand more than once.</summary>
internal sealed class RepeatedKeys
{
    private readonly TablePair _tables;
    private readonly Dictionary<ulong, (long Old, long New)> _counts;

    public RepeatedKeys(TablePair tables)
    {
        _tables = tables;
        _counts = tables.Old.Keys is { } before && tables.New.Keys is { } after ? HashCounts.Repeated(before, after) : [];
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
}
