using System.Globalization;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Describes columns of tables that DuckDB reads.</summary>
internal sealed class TypedStatistics(TypedWorkspace workspace)
{
    private const int LongestValue = 200;

    /// <summary>Rows up to which different values are counted exactly.</summary>
    private const long Exact = 100_000;

    /// <summary>Columns described by one statement: each takes memory for all its values.</summary>
    private const int Together = 100;

    /// <summary>How many rows a table has.</summary>
    public long Count(TypedTable table) => (long)workspace.Rows($"SELECT count(*) FROM {table.From}")[0][0]!;

    /// <summary>Describes some columns, by their places.</summary>
    public IReadOnlyDictionary<int, ColumnStatistics> Of(TypedTable table, IReadOnlyList<int> places)
    {
        var isExact = Count(table) <= Exact;
        return places.Where(place => place < table.Columns.Count).Chunk(Together).SelectMany(some => Of(table, some, isExact)).ToDictionary();
    }

    private IEnumerable<KeyValuePair<int, ColumnStatistics>> Of(TypedTable table, int[] places, bool isExact)
    {
        const int Facts = 5;
        var facts = workspace.Rows($"SELECT {string.Join(", ", places.SelectMany(place => Expressions(table.Columns[place], isExact)))} FROM {table.From}")[0];
        return places.Select((place, i) => KeyValuePair.Create(place, Statistics(table.Columns[place], facts.AsSpan(i * Facts, Facts), isExact)));
    }

    private static IEnumerable<string> Expressions(TypedColumn column, bool isExact)
    {
        var name = TableUrl.Quoted(column.Name);
        var isNested = column.Mask == TypeMask.Json;
        yield return $"count(*) - count({name})";
        yield return $"{(isExact ? "count(DISTINCT " : "approx_count_distinct(")}{(isNested ? $"{name}::VARCHAR" : name)})";
        yield return isNested ? "NULL" : $"min({name})::VARCHAR";
        yield return isNested ? "NULL" : $"max({name})::VARCHAR";
        yield return (column.Mask & TypeMask.Number) == 0 ? "NULL" : $"favg({name}::DOUBLE) FILTER (WHERE isfinite({name}::DOUBLE))";
    }

    private static ColumnStatistics Statistics(TypedColumn column, ReadOnlySpan<object?> facts, bool isExact) => new()
    {
        Name = column.Name,
        Type = TypeMasks.ColumnOf(column.Mask),
        Nulls = Convert.ToInt64(facts[0], CultureInfo.InvariantCulture),
        Distinct = Convert.ToInt64(facts[1], CultureInfo.InvariantCulture),
        IsDistinctExact = isExact,
        Min = CellText.Shorten((string?)facts[2], LongestValue),
        Max = CellText.Shorten((string?)facts[3], LongestValue),
        Mean = facts[4] as double?,
    };
}
