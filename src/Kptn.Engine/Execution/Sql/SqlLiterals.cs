using System.Text;
using System.Text.Json;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Writes into the text of statements what DuckDB cannot be told otherwise: where files are, and values where it takes no parameters (views, macros, ATTACH, defaults, sequences, comments).</summary>
internal static class SqlLiterals
{
    /// <summary>The statement with absolute paths, and with values for its parameters where it cannot have any.</summary>
    public static string Place(SqlStatement statement, SqlValues values, SqlFolders folders) =>
        statement.NeedsLiterals ? Fill(statement, values, folders) : Replace(statement, SqlFilePlaces.Of(statement, values, folders));

    /// <summary>The statement with absolute paths, and with values for its parameters; those without one stay.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="values">The values.</param>
    /// <param name="folders">Where relative paths start.</param>
    /// <param name="isBare">Whether numbers below zero have no brackets, which some clauses do not take, and operators want.</param>
    public static string Fill(SqlStatement statement, SqlValues values, SqlFolders folders, bool isBare = false) => Replace(statement, SqlFilePlaces.Of(statement, values, folders).Concat(
        from parameter in statement.Parameters
        let value = values.Get(parameter.Name)
        where value is not null
        select (parameter.Start, parameter.End, isBare && value.Value.ValueKind == JsonValueKind.Number ? $" {Number(value.Value.GetRawText())}" : Of(value.Value))));

    private static string Replace(SqlStatement statement, IEnumerable<(int Start, int End, string Text)> places)
    {
        var text = new StringBuilder(statement.Text);

        // Where a parameter is a file, its value is the file.
        foreach (var place in places.DistinctBy(place => place.Start).OrderByDescending(place => place.Start)) text.Remove(place.Start, place.End - place.Start).Insert(place.Start, place.Text);
        return text.ToString();
    }

    private static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => Number(value.GetRawText()) is var number && number[0] == '-' ? $"({number})" : number,
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Of))}]",
        _ => Text(value.GetRawText()),
    };

    // With an exponent it is a double, as it is where it is bound; without one DuckDB reads a decimal.
    private static string Number(string text) =>
        DuckNumber.IsInteger(text, out _) || DuckNumber.IsDecimal(text, out _) || text.Contains('e', StringComparison.OrdinalIgnoreCase) ? text : text + "e0";

    /// <summary>A text in quotes.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
