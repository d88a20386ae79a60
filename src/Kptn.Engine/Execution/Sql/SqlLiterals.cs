using System.Text;
using System.Text.Json;
using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Writes into the text of statements what DuckDB cannot be told otherwise: values in views, macros and ATTACH, which have no parameters, and where files are.</summary>
internal static class SqlLiterals
{
    /// <summary>The statement with absolute paths, and with values for its parameters where it cannot have any; those without a value stay.</summary>
    public static string Fill(SqlStatement statement, SqlValues values, SqlFolders folders)
    {
        var places = statement.Paths.Select(path => (path.Start, path.End, Text: Text(folders.Of(path))));
        if (statement.NeedsLiterals)
        {
            places = places.Concat(statement.Parameters
                .Select(parameter => (parameter.Start, parameter.End, Value: values.Get(parameter.Name)))
                .Where(parameter => parameter.Value is not null)
                .Select(parameter => (parameter.Start, parameter.End, Of(parameter.Value!.Value))));
        }

        var text = new StringBuilder(statement.Text);
        foreach (var place in places.OrderByDescending(place => place.Start)) text.Remove(place.Start, place.End - place.Start).Insert(place.Start, place.Text);
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
