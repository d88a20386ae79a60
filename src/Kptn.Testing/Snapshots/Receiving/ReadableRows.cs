using System.Globalization;
using System.Text;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Typed;

namespace Kptn.Testing.Snapshots.Receiving;

/// <summary>The rows of a Parquet file as sorted CSV, for people who look at a snapshot in git. Nothing is compared with it.</summary>
internal static class ReadableRows
{
    private const string Parquet = ".verified.parquet";
    private const string Readable = ".rows.verified.csv";

    /// <summary>The file of the snapshot with the rows of another one, such as <c>orders.rows.verified.csv</c>; <see langword="null"/> where it is no Parquet file.</summary>
    public static string? FileOf(string? file) => file?.EndsWith(Parquet, StringComparison.Ordinal) == true ? file[..^Parquet.Length] + Readable : null;

    /// <summary>The rows.</summary>
    /// <param name="source">The Parquet file.</param>
    /// <param name="keys">What they are sorted by before all columns.</param>
    /// <param name="limit">Bytes after which only the number of the other rows is said.</param>
    /// <returns>CSV; <see langword="null"/> where the file is no table.</returns>
    public static byte[]? Of(string source, IReadOnlyList<string> keys, long limit)
    {
        try
        {
            using var workspace = TypedWorkspace.Open(CancellationToken.None);
            return Encoding.UTF8.GetBytes(Text(workspace, workspace.Parquet(source), keys, limit));
        }
        catch (NotATableException)
        {
            return null;
        }
    }

    private static string Text(TypedWorkspace workspace, TypedTable table, IReadOnlyList<string> keys, long limit)
    {
        var text = new StringBuilder().AppendJoin(',', table.Columns.Select(column => Quoted(column.Name))).Append('\n');
        var first = keys.Where(key => table.Columns.Any(column => column.Name == key)).Select(TableUrl.Quoted);
        var order = string.Join(", ", first.Concat(table.Columns.Select(column => TableUrl.Quoted(column.Name))));
        var (result, error) = workspace.Connection.Stream($"SELECT {TypedSql.Texts("t", table)[2..]} FROM {TypedSql.Rows(table with { From = $"(FROM {table.From} ORDER BY {order})", Row = "0" }, CompareSettings.Default)} t");
        if (result is null) throw TypedWorkspace.Failure(error!);
        using (result)
        {
            var left = 0L;
            foreach (var row in result.Rows())
            {
                if (text.Length > limit) left++;
                else text.AppendJoin(',', row.Select(value => Quoted((string?)value))).Append('\n');
            }

            if (left > 0) text.Append(CultureInfo.InvariantCulture, $"… and {left:N0} more rows\n");
            return result.Error is null ? text.ToString() : throw TypedWorkspace.Failure(result.Error);
        }
    }

    // Nothing is empty; a text without a character stands in quotes.
    private static string Quoted(string? text)
    {
        if (text is null) return "";
        return text.Length == 0 || text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
