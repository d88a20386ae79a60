using System.Globalization;
using System.Text;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.DuckDb.Tables;

/// <summary>
/// Hashes tables and views inside DuckDB, in one pass and in bounded memory: the number of rows and two sums over the rows' hashes, which do not
/// depend on their order, under the names and types of the columns.
/// </summary>
internal static class TableHasher
{
    private const string Version = "kptn table 2";

    /// <summary>Hashes a table.</summary>
    /// <param name="connection">Where it is.</param>
    /// <param name="table">The table.</param>
    public static (TableHash Hash, DuckError? Error) Of(DuckConnection connection, TableUrl table)
    {
        var (found, unknown) = connection.Query($"SELECT 1 FROM information_schema.tables WHERE table_catalog = current_database() AND lower(table_schema) = {Text(table.Schema)} AND lower(table_name) = {Text(table.Table)}");
        if (unknown is not null) return (default, unknown);
        if (found.Count == 0) return (TableHash.Missing, null);
        var (columns, undescribed) = connection.Query($"DESCRIBE {table.Sql}");
        if (undescribed is not null) return (default, undescribed);
        var values = string.Join(", ", columns.Select(column => HashedColumn.Of(TableUrl.Quoted((string)column[0]!), (string)column[1]!)));
        var (sums, failure) = connection.Query($"SELECT count(*), coalesce(sum(h), 0)::VARCHAR, coalesce(sum(hash(h)), 0)::VARCHAR FROM (SELECT hash({values}) AS h FROM {table.Sql})");
        if (failure is not null) return (default, failure);
        var text = new StringBuilder(Version).Append('\n');
        foreach (var column in columns) text.Append(((string)column[0]!).Length).Append(':').Append(column[0]).Append(' ').Append(column[1]).Append('\n');
        foreach (var part in sums[0]) text.Append(CultureInfo.InvariantCulture, $"{part} ");
        return (new TableHash(Hash256.Of(text.ToString())), null);
    }

    private static string Text(string name) => $"'{name.ToLowerInvariant().Replace("'", "''", StringComparison.Ordinal)}'";
}
