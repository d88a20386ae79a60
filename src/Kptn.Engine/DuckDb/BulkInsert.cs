using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kptn.Engine.DuckDb;

/// <summary>Adds many rows with one statement.</summary>
internal static class BulkInsert
{
    /// <summary>Adds rows; each value is text, which DuckDB turns into what its column is.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="table">The table, as SQL has it.</param>
    /// <param name="columns">Its columns in order, of one length.</param>
    /// <param name="forms">How the values of some columns are made out of their text, which is <c>{0}</c>.</param>
    public static DuckError? Run(DuckConnection connection, string table, IReadOnlyList<string?[]> columns, IReadOnlyDictionary<int, string> forms)
    {
        var names = Enumerable.Range(1, columns.Count).ToList();
        var values = names.Select(i => string.Format(CultureInfo.InvariantCulture, forms.GetValueOrDefault(i - 1, "{0}"), $"c{i}"));
        var (statements, wrong) = connection.Parse($"INSERT INTO {table} SELECT {string.Join(", ", values)} FROM (SELECT {string.Join(", ", names.Select(i => $"unnest($p{i}) AS c{i}"))})");
        if (statements is null) return wrong;
        using (statements)
        {
            var (prepared, unprepared) = statements.Prepare(0);
            if (prepared is null) return unprepared;
            using (prepared)
            {
                for (var i = 0; i < prepared.Parameters.Count; i++)
                {
                    var column = int.Parse(prepared.Parameters[i].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture) - 1;
                    using var json = JsonDocument.Parse(Json(columns[column]));
                    if (!prepared.Bind(i, json.RootElement)) return new DuckError($"DuckDB does not take values for {table}");
                }

                var (result, failure) = prepared.Execute();
                if (result is null) return failure;
                using (result)
                {
                    result.Count();
                    return result.Error;
                }
            }
        }
    }

    private static byte[] Json(string?[] column)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var text in column)
            {
                // Half a character has no form in JSON.
                if (text is null) writer.WriteNullValue();
                else writer.WriteStringValue(Encoding.UTF8.GetBytes(text));
            }

            writer.WriteEndArray();
        }

        return stream.ToArray();
    }
}
