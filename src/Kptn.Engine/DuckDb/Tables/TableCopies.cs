using System.Text.RegularExpressions;

namespace Kptn.Engine.DuckDb.Tables;

/// <summary>
/// Copies tables to Parquet files and back. Row order does not count, so the rows are sorted; types that Parquet does not have are kept as text, and
/// what all types were stands in the file's metadata.
/// </summary>
internal static partial class TableCopies
{
    /// <summary>The key of the file's metadata that holds the columns' types in their order, each on a line.</summary>
    public const string TypesKey = "kptn_types";

    /// <summary>Writes tables of a database of which nobody else makes use.</summary>
    /// <param name="database">The database, absolute.</param>
    /// <param name="tables">The tables with the files to write, absolute.</param>
    /// <returns>What is wrong; empty where nothing is.</returns>
    public static string Export(string database, IReadOnlyList<(TableUrl Table, string File)> tables)
    {
        return With(database, connection => tables.Select(table => Export(connection, table.Table, table.File)).FirstOrDefault(error => error is not null));
    }

    /// <summary>Makes tables out of files.</summary>
    /// <param name="database">The database, absolute; made where it is not there.</param>
    /// <param name="tables">The tables with their files, absolute.</param>
    /// <returns>What is wrong; empty where nothing is.</returns>
    public static string Import(string database, IReadOnlyList<(TableUrl Table, string File)> tables)
    {
        return With(database, connection => tables.Select(table => Import(connection, table.Table, table.File)).FirstOrDefault(error => error is not null));
    }

    /// <summary>The columns of a file, with the types of the table that it was made of, as parts of a SELECT.</summary>
    /// <param name="connection">Where it is read.</param>
    /// <param name="file">The file in quotes.</param>
    /// <param name="names">The names of its columns.</param>
    /// <returns>They; <see langword="null"/> where it was made of no table.</returns>
    public static IReadOnlyList<string>? Columns(DuckConnection connection, string file, IReadOnlyList<string> names)
    {
        var (rows, _) = connection.Query($"SELECT decode(value) FROM parquet_kv_metadata({file}) WHERE decode(key) = '{TypesKey}'");
        if (rows is not [[string text]] || text.Split('\n') is not { } types || types.Length != names.Count) return null;
        return [.. names.Select((name, i) => $"CAST({TableUrl.Quoted(name)} AS {types[i]}) AS {TableUrl.Quoted(name)}")];
    }

    private static string With(string database, Func<DuckConnection, DuckError?> work)
    {
        var (opened, error) = DuckDatabase.Open(new DuckOptions(database) { Threads = 1 });
        if (opened is null) return error!.Summary;
        using (opened)
        {
            using var connection = opened.Connect();
            return (connection.Run("SET TimeZone = 'UTC'") ?? work(connection))?.Summary ?? "";
        }
    }

    private static DuckError? Export(DuckConnection connection, TableUrl table, string file)
    {
        var (columns, error) = connection.Query($"DESCRIBE {table.Sql}");
        if (error is not null) return error;
        var types = string.Join('\n', columns.Select(column => (string)column[1]!));
        var kept = columns.Select(column => (Name: TableUrl.Quoted((string)column[0]!), IsText: Unknown().IsMatch((string)column[1]!)));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return connection.Run($"COPY (SELECT {string.Join(", ", kept.Select(column => column.IsText ? $"{column.Name}::VARCHAR AS {column.Name}" : column.Name))} FROM {table.Sql} ORDER BY ALL) TO {Text(file)} (FORMAT parquet, KV_METADATA {{{TypesKey}: {Text(types)}}})");
    }

    private static DuckError? Import(DuckConnection connection, TableUrl table, string file)
    {
        var path = Text(file);
        var (columns, error) = connection.Query($"DESCRIBE SELECT * FROM read_parquet({path})");
        if (error is not null) return error;
        var names = columns.Select(column => (string)column[0]!).ToList();
        var selected = Columns(connection, path, names) ?? [.. names.Select(TableUrl.Quoted)];
        return connection.Run($"CREATE SCHEMA IF NOT EXISTS {TableUrl.Quoted(table.Schema)}")
            ?? connection.Run($"CREATE TABLE {table.Sql} AS SELECT {string.Join(", ", selected)} FROM read_parquet({path})");
    }

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // A word too many costs nothing: what is kept as text comes back as what it was.
    [GeneratedRegex(@"\b(HUGEINT|UHUGEINT|BIGNUM|VARINT|BIT|ENUM|INTERVAL|TIME WITH TIME ZONE|TIME_NS|UNION|VARIANT|GEOMETRY)\b")]
    private static partial Regex Unknown();
}
