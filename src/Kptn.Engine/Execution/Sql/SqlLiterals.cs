using System.Text;
using System.Text.Json;
using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Writes values into the text of statements that cannot have parameters: views, macros, ATTACH.</summary>
internal static class SqlLiterals
{
    /// <summary>The statement with values for its parameters; those without one stay.</summary>
    public static string Fill(SqlStatement statement, SqlValues values)
    {
        var text = new StringBuilder(statement.Text);
        foreach (var parameter in statement.Parameters.OrderByDescending(parameter => parameter.Start))
        {
            if (values.Get(parameter.Name) is { } value) text.Remove(parameter.Start, parameter.End - parameter.Start).Insert(parameter.Start, Of(value));
        }

        return text.ToString();
    }

    private static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText() is var number && number[0] == '-' ? $"({number})" : number,
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Of))}]",
        _ => Text(value.GetRawText()),
    };

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
