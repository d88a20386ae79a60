using Kptn.Engine.DuckDb.Tables;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Planning;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Makes parts of statements. Columns are called c0, c1 … by their places, whatever names they have.</summary>
internal static class TypedSql
{
    /// <summary>A table's rows that meet the settings' conditions: the row's place r, p which is never null, and all columns.</summary>
    public static string Rows(TypedTable table, CompareSettings settings)
    {
        var columns = string.Concat(table.Columns.Select((column, place) => $", {TableUrl.Quoted(column.Name)} AS c{place}"));
        var conditions = settings.Where.Select(condition => Condition(table, condition)).OfType<string>().ToList();
        return $"(SELECT {table.Row} AS r, true AS p{columns} FROM {table.From}{(conditions.Count > 0 ? $" WHERE {string.Join(" AND ", conditions)}" : "")})";
    }

    /// <summary>Columns as texts.</summary>
    public static string Texts(string alias, TypedTable table) => string.Concat(Enumerable.Range(0, table.Columns.Count).Select(place => $", {alias}.c{place}::VARCHAR"));

    /// <summary>Two columns of a plan as they can be compared: as they are where both have one type, else as texts.</summary>
    public static (string Old, string New) Pair(PlanColumn column, TypedTable before, TypedTable after, string old = "o.", string next = "n.")
    {
        var (one, other) = ($"{old}c{column.Old}", $"{next}c{column.New}");
        return before.Columns[column.Old].Type == after.Columns[column.New].Type ? (one, other) : ($"{one}::VARCHAR", $"{other}::VARCHAR");
    }

    /// <summary>Whether one of several conditions is met; nested by halves, as DuckDB takes no deep expressions.</summary>
    public static string Any(ReadOnlySpan<string> conditions) =>
        conditions.Length == 1 ? conditions[0] : $"({Any(conditions[..(conditions.Length / 2)])} OR {Any(conditions[(conditions.Length / 2)..])})";

    // A table without the column is compared as a whole; the comparison says so.
    private static string? Condition(TypedTable table, RowCondition condition)
    {
        var column = table.Columns.FirstOrDefault(column => column.Name == condition.Column);
        if (column is null) return null;
        var values = string.Join(", ", condition.Values.Select(TypedWorkspace.Text));
        return $"coalesce({TableUrl.Quoted(column.Name)}::VARCHAR, '') {(condition.IsExcluded ? "NOT IN" : "IN")} ({values})";
    }
}
