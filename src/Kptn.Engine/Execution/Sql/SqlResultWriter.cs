using Kptn.Engine.DuckDb;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Writes rows as a task's result.</summary>
internal static class SqlResultWriter
{
    /// <summary>
    /// Writes a list with an element for each row: an object by columns; where the task names what an element is, the value of the one column, or a
    /// list of as many values as it names.
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <param name="result">The rows.</param>
    /// <param name="parts">How many values the task names; 0 where it names none.</param>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="SqlFailure">The rows are no such list.</exception>
    public static long Write(string path, DuckResult result, int parts)
    {
        var columns = result.Columns;
        if (parts > 0 && columns.Count != parts) throw new SqlFailure($"iterable_item names {parts} value{(parts == 1 ? "" : "s")}, but the last statement gives {columns.Count} columns ({string.Join(", ", columns)})");
        if (parts == 0 && columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new SqlFailure($"two columns of the result are named '{twice.Key}': name one with AS");
        var rows = 0L;
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var writer = CanonicalJson.Writer(stream);
        writer.WriteStartArray();
        try
        {
            foreach (var row in result.Rows())
            {
                DuckJsonWriter.Write(writer, parts switch
                {
                    0 => new DuckStruct([.. columns.Zip(row, (name, value) => KeyValuePair.Create<object?, object?>(name, value))]),
                    1 => row[0],
                    _ => row,
                });
                if (++rows % 1000 == 0) writer.Flush();
            }
        }
        catch (NotSupportedException e)
        {
            throw new SqlFailure($"row {rows + 1} of the result: {e.Message}");
        }

        writer.WriteEndArray();
        return rows;
    }
}
