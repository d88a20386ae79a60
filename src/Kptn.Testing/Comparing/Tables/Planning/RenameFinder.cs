using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Planning;

/// <summary>Finds columns that have another name, by their values in the first rows.</summary>
internal static class RenameFinder
{
    private const int Rows = 1_000;
    private const int MostColumns = 50;

    /// <summary>How much of the values must agree.</summary>
    private const double Enough = 0.8;

    /// <summary>New names with the old ones.</summary>
    public static IReadOnlyDictionary<string, string> Find(ITableSource oldTable, ITableSource newTable, IReadOnlyList<string> oldNames, IReadOnlyList<string> newNames)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        var gone = Places(oldNames, newNames);
        var come = Places(newNames, oldNames);
        if (gone.Count is 0 or > MostColumns || come.Count is 0 or > MostColumns) return renamed;
        var before = Read(oldTable, gone);
        var after = Read(newTable, come);
        var pairs = from old in Enumerable.Range(0, gone.Count)
                    from next in Enumerable.Range(0, come.Count)
                    let isSamePlace = gone[old] == come[next]
                    let likeness = Likeness(before[old], after[next], isSamePlace)
                    where likeness >= Enough
                    orderby likeness descending, isSamePlace descending, old, next
                    select (old, next);
        var taken = new HashSet<int>();
        foreach (var (old, next) in pairs)
        {
            if (renamed.ContainsKey(newNames[come[next]]) || !taken.Add(old)) continue;
            renamed.Add(newNames[come[next]], oldNames[gone[old]]);
        }

        return renamed;
    }

    private static List<int> Places(IReadOnlyList<string> names, IReadOnlyList<string> others)
    {
        var known = others.ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, names.Count).Where(place => !known.Contains(names[place]))];
    }

    private static List<ulong>[] Read(ITableSource table, List<int> places)
    {
        var values = places.Select(_ => new List<ulong>()).ToArray();
        using var rows = table.Open();
        for (var count = 0; count < Rows && rows.Read(); count++)
        {
            for (var i = 0; i < places.Count; i++)
            {
                var cell = rows.Row[places[i]];
                values[i].Add(cell.IsNull ? 0 : CellHash.Of(cell.Text, 1));
            }
        }

        return values;
    }

    // The part of values that both have, in any order. A column of one value only tells nothing but by its place.
    private static double Likeness(List<ulong> before, List<ulong> after, bool isSamePlace)
    {
        if (before.Count == 0 || after.Count == 0) return 0;
        var counts = new Dictionary<ulong, int>();
        foreach (var value in before) counts[value] = counts.GetValueOrDefault(value) + 1;
        if (counts.Count == 1 && (!isSamePlace || counts.ContainsKey(0))) return 0;
        var shared = 0;
        foreach (var value in after)
        {
            if (counts.GetValueOrDefault(value) is not (> 0 and var left)) continue;
            counts[value] = left - 1;
            shared++;
        }

        return (double)shared / Math.Max(before.Count, after.Count);
    }
}
