using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Matching;

namespace Kptn.Testing.Comparing.Tables.Planning;

/// <summary>Which columns of two tables are compared with each other.</summary>
internal sealed class TablePlan
{
    private TablePlan(IReadOnlyList<PlanColumn> columns, IReadOnlyList<string> missingKeys)
    {
        (Columns, MissingKeys) = (columns, missingKeys);
        Compared = [.. columns.Where(column => column.IsCompared)];
        KeyPlaces = missingKeys.Count > 0 ? [] : [.. Enumerable.Range(0, Compared.Count).Where(place => Compared[place].IsKey)];
    }

    /// <summary>All columns: the new ones in their order, with those that are gone where they stood, and last what stands beyond the headers.</summary>
    public IReadOnlyList<PlanColumn> Columns { get; }

    /// <summary>Those that are compared.</summary>
    public IReadOnlyList<PlanColumn> Compared { get; }

    /// <summary>Places of the key among <see cref="Compared"/>; empty without one.</summary>
    public IReadOnlyList<int> KeyPlaces { get; }

    /// <summary>Declared keys that are no column of both tables.</summary>
    public IReadOnlyList<string> MissingKeys { get; }

    /// <summary>The same without what stands beyond the headers.</summary>
    public TablePlan WithoutSurplus() => new([.. Columns.Where(column => !column.IsSurplus)], MissingKeys);

    /// <summary>Plans a comparison.</summary>
    /// <param name="oldNames">The columns before.</param>
    /// <param name="newNames">The columns after.</param>
    /// <param name="renamed">New names with the old ones.</param>
    /// <param name="settings">How to compare.</param>
    public static TablePlan Of(IReadOnlyList<string> oldNames, IReadOnlyList<string> newNames, IReadOnlyDictionary<string, string> renamed, CompareSettings settings)
    {
        var oldPlaces = oldNames.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        var keys = settings.Keys.ToHashSet(StringComparer.Ordinal);
        var columns = new List<PlanColumn>();
        for (var place = 0; place < newNames.Count; place++)
        {
            var name = newNames[place];
            var oldName = renamed.GetValueOrDefault(name);
            columns.Add(new PlanColumn
            {
                Name = name,
                OldName = oldName,
                Old = oldPlaces.TryGetValue(oldName ?? name, out var old) ? old : -1,
                New = place,
                IsKey = IsKey(name, oldName),
                IsIgnored = !IsKey(name, oldName) && (Wildcards.FitsAny(settings.Ignore, name) || (oldName is not null && Wildcards.FitsAny(settings.Ignore, oldName))),
            });
        }

        MarkMoved(columns);
        InsertRemoved(columns, oldNames, settings);
        columns.Add(new PlanColumn { Name = "(beyond the header)", Old = oldNames.Count, New = newNames.Count, IsSurplus = true });
        var missing = settings.Keys.Where(key => !columns.Any(column => column is { Old: >= 0, New: >= 0 } && (column.Name == key || column.OldName == key))).ToList();
        return new TablePlan(columns, missing);

        bool IsKey(string name, string? oldName) => keys.Contains(name) || (oldName is not null && keys.Contains(oldName));
    }

    private static void MarkMoved(List<PlanColumn> columns)
    {
        var both = columns.Where(column => column.Old >= 0).ToList();
        var stays = Order.LongestRising([.. both.Select(column => column.Old)]);
        for (var i = 0; i < both.Count; i++)
        {
            if (!stays[i]) columns[columns.IndexOf(both[i])] = both[i] with { IsMoved = true };
        }
    }

    private static void InsertRemoved(List<PlanColumn> columns, IReadOnlyList<string> oldNames, CompareSettings settings)
    {
        var there = columns.Where(column => column.Old >= 0).Select(column => column.Old).ToHashSet();
        for (var place = 0; place < oldNames.Count; place++)
        {
            if (there.Contains(place)) continue;
            var before = columns.FindIndex(column => column.Old == place - 1);
            columns.Insert(place == 0 ? 0 : before + 1, new PlanColumn { Name = oldNames[place], Old = place, IsIgnored = Wildcards.FitsAny(settings.Ignore, oldNames[place]) });
        }
    }
}
