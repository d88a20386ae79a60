using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Rendering.Words;

/// <summary>What happened to a column, in words; data in them is made visible, and not escaped for any format.</summary>
internal static class ColumnWords
{
    private const int NamedTransitions = 2;
    private const int LongestValue = 24;

    /// <summary>The columns of which there is something to say: those that changed themselves, then those with the most changed cells.</summary>
    public static IReadOnlyList<ColumnDiff> Worth(TableDiff table) =>
    [
        .. table.Columns
            .Where(column => column.Change != ColumnChange.None || column.ChangedCells > 0)
            .OrderByDescending(column => (column.Change & ~ColumnChange.Moved) != ColumnChange.None)
            .ThenByDescending(column => column.ChangedCells),
    ];

    /// <summary>The name, with the one before where it was renamed.</summary>
    public static string Name(ColumnDiff column) =>
        column.OldName is { } old ? $"{VisibleText.Of(old)} → {VisibleText.Of(column.Name)}" : VisibleText.Of(column.Name);

    /// <summary>What happened to the column itself, each in a few words.</summary>
    public static IEnumerable<string> Schema(ColumnDiff column)
    {
        if (column.Change.HasFlag(ColumnChange.Added)) yield return TypeAfter(column) is { } type ? $"new column, {type}" : "new column";
        if (column.Change.HasFlag(ColumnChange.Removed)) yield return TypeBefore(column) is { } type ? $"removed, was {type}" : "removed";
        if (column.Change.HasFlag(ColumnChange.Renamed)) yield return "renamed";
        if (column.Change.HasFlag(ColumnChange.Retyped)) yield return $"{TypeBefore(column)} → {TypeAfter(column)}";
        if (column is { OldIndex: { } from, NewIndex: { } to } && column.Change.HasFlag(ColumnChange.Moved)) yield return from == to ? "moved past other columns" : $"moved from place {from + 1} to {to + 1}";
    }

    /// <summary>The type before: as declared, else as its values tell.</summary>
    private static string? TypeBefore(ColumnDiff column) => column.OldDeclaredType ?? (column.OldType is { } type ? Type(type) : null);

    /// <summary>The type after: as declared, else as its values tell.</summary>
    private static string? TypeAfter(ColumnDiff column) => column.NewDeclaredType ?? (column.NewType is { } type ? Type(type) : null);

    /// <summary>What happened to its cells, each in a few words.</summary>
    public static IEnumerable<string> Cells(ColumnDiff column)
    {
        if (column.ChangedCells == 0) yield break;
        yield return Amounts.Count(column.ChangedCells, "cell");
        if (column.Numbers is { } numbers) yield return Movement(numbers);
        foreach (var transition in column.Transitions.Take(NamedTransitions)) yield return Transition(transition);
        var (filled, emptied) = (Told(column, transition => transition.Old is null), Told(column, transition => transition.New is null));
        if (column.Filled > filled) yield return $"{Amounts.Count(column.Filled)} filled";
        if (column.Emptied > emptied) yield return $"{Amounts.Count(column.Emptied)} emptied";
    }

    /// <summary>How the whole column moved, each in a few words: <c>mean 12.3 → 12.9</c>.</summary>
    public static IEnumerable<string> Statistics(ColumnDiff column)
    {
        if (column is not { OldStatistics: { } old, NewStatistics: { } now }) yield break;
        if (old.Nulls != now.Nulls) yield return $"empty {Amounts.Count(old.Nulls)} → {Amounts.Count(now.Nulls)}";
        if (old.Mean is { } before && now.Mean is { } after && Amounts.Number(before) is var less && Amounts.Number(after) is var more && less != more) yield return $"mean {less} → {more}";
        if (old.Distinct != now.Distinct && old.IsDistinctExact && now.IsDistinctExact) yield return $"distinct {Amounts.Count(old.Distinct)} → {Amounts.Count(now.Distinct)}";
    }

    /// <summary>How far numbers moved: <c>-2 … +5 (mean +1.2)</c>.</summary>
    public static string Movement(NumberChange numbers)
    {
        var mean = Amounts.Signed(numbers.Mean);
        if (numbers.Min.Equals(numbers.Max)) return numbers.Count > 1 ? $"{mean} each" : mean;
        return $"{Amounts.Signed(numbers.Min)} … {Amounts.Signed(numbers.Max)} (mean {mean})";
    }

    /// <summary>A frequent change: <c>'N/A' → (empty) ×41</c>.</summary>
    public static string Transition(Transition transition)
    {
        var (old, now) = CellText.Shorten(transition.Old, transition.New, LongestValue);
        return $"{Quoted(old)} → {Quoted(now)} ×{Amounts.Count(transition.Count)}";
    }

    /// <summary>A type's name.</summary>
    public static string Type(ColumnType? type) => type switch
    {
        null => "unknown",
        ColumnType.DateTime => "date and time",
        ColumnType.Json => "JSON",
        _ => type.Value.ToString().ToLowerInvariant(),
    };

    private static long Told(ColumnDiff column, Func<Transition, bool> kind) => column.Transitions.Take(NamedTransitions).Where(kind).Sum(transition => transition.Count);

    private static string Quoted(string? value) => value is null ? VisibleText.Empty : $"'{TextWidth.Clip(VisibleText.Of(value), LongestValue + 2)}'";
}
