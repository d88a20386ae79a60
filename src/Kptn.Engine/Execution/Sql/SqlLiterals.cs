using System.Text;
using System.Text.Json;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Writes values into the text of statements where DuckDB takes no parameters: views, macros, ATTACH, defaults, sequences, comments.</summary>
internal static class SqlLiterals
{
    /// <summary>The statement with values for its parameters; those without one stay.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="values">The values.</param>
    /// <param name="isBare">Whether numbers below zero have no brackets, which some clauses do not take, and operators want.</param>
    public static string Fill(SqlStatement statement, SqlValues values, bool isBare = false)
    {
        var text = new StringBuilder(statement.Text);
        foreach (var parameter in statement.Parameters.OrderByDescending(parameter => parameter.Start))
        {
            if (values.Get(parameter.Name) is { } value) text.Remove(parameter.Start, parameter.End - parameter.Start).Insert(parameter.Start, isBare && value.ValueKind == JsonValueKind.Number ? $" {Number(value.GetRawText())}" : Of(value));
        }

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

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
