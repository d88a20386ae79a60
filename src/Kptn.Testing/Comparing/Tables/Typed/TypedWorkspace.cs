using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Sandboxes;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>A DuckDB of its own, in bounded memory, with a folder for what does not fit; both are gone when it is disposed. What a kill leaves is swept as that of sandboxes is.</summary>
internal sealed class TypedWorkspace : IDisposable
{
    /// <summary>MiB that DuckDB may take; what it has to keep beyond goes to the disk.</summary>
    private const int Memory = 1_024;

    private readonly Lock _gate = new();
    private readonly DuckDatabase _database;
    private readonly SandboxFolder _folder;
    private readonly CancellationTokenRegistration _interrupt;
    private int _attached;

    private TypedWorkspace(DuckDatabase database, SandboxFolder folder, CancellationToken cancellation)
    {
        (_database, _folder) = (database, folder);
        Connection = database.Connect();
        Sieve = Connection.AddSieve();
        _interrupt = cancellation.Register(Connection.Interrupt);
    }

    /// <summary>Where statements run.</summary>
    public DuckConnection Connection { get; }

    /// <summary>Counts rows in statements.</summary>
    public RowSieve Sieve { get; }

    /// <summary>A folder for files of its own.</summary>
    public string Folder => _folder.Path;

    /// <summary>Opens one.</summary>
    /// <exception cref="NotATableException">DuckDB cannot be had.</exception>
    public static TypedWorkspace Open(CancellationToken cancellation)
    {
        var folder = SandboxFolder.Create();
        var (database, error) = DuckDatabase.Open(new DuckOptions(null) { Memory = Memory, TemporaryFolder = Path.Combine(folder.Path, "spilled") });
        if (database is null)
        {
            folder.Dispose();
            throw new NotATableException(error!.Summary);
        }

        var workspace = new TypedWorkspace(database, folder, cancellation);
        workspace.Run("SET TimeZone = 'UTC'");
        workspace.Run("SET preserve_insertion_order = false");
        return workspace;
    }

    /// <summary>A Parquet file's table.</summary>
    /// <exception cref="NotATableException">It cannot be read.</exception>
    public TypedTable Parquet(string path)
    {
        var file = Text(path);
        var columns = Describe($"SELECT * FROM read_parquet({file})");
        if (TableCopies.Columns(Connection, file, [.. columns.Select(column => column.Name)]) is { } typed)
        {
            var select = $"(SELECT {string.Join(", ", typed)} FROM read_parquet({file}))";
            return new TypedTable(select, "0::BIGINT", Describe($"FROM {select}"), path);
        }

        var hasRows = !columns.Any(column => column.Name.Equals("file_row_number", StringComparison.OrdinalIgnoreCase));
        return new TypedTable(hasRows ? $"read_parquet({file}, file_row_number = true)" : $"read_parquet({file})", hasRows ? "file_row_number" : "0::BIGINT", columns, path);
    }

    /// <summary>Opens a database's file for reading.</summary>
    /// <returns>The name it has in SQL.</returns>
    /// <exception cref="NotATableException">It cannot be opened.</exception>
    public string Attach(string path)
    {
        var name = $"db{++_attached}";
        Run($"ATTACH {Text(path)} AS {name} (READ_ONLY)");
        return name;
    }

    /// <summary>A table of a database that was attached.</summary>
    /// <exception cref="NotATableException">It cannot be read.</exception>
    public TypedTable Table(string database, TableUrl table, string path)
    {
        var from = $"{database}.{table.Sql}";
        var columns = Describe($"SELECT * FROM {from}");
        var hasRows = Rows($"SELECT 1 FROM duckdb_tables() WHERE database_name = {Text(database)} AND lower(schema_name || '.' || table_name) = {Text(table.Key)}").Count > 0
            && !columns.Any(column => column.Name.Equals("rowid", StringComparison.OrdinalIgnoreCase));
        return new TypedTable(from, hasRows ? "rowid" : "0::BIGINT", columns, path);
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="NotATableException">It failed.</exception>
    public void Run(string sql) => Rows(sql);

    /// <summary>Runs a query.</summary>
    /// <exception cref="NotATableException">It failed.</exception>
    public IReadOnlyList<object?[]> Rows(string sql)
    {
        // Both sides may be described at once, and a connection runs one statement at a time.
        lock (_gate)
        {
            var (rows, error) = Connection.Query(sql);
            return error is null ? rows : throw Failure(error);
        }
    }

    /// <summary>Why a statement failed, to throw.</summary>
    public static Exception Failure(DuckError error) => error.IsInterrupt ? new OperationCanceledException(error.Summary) : new NotATableException(error.Summary);

    /// <summary>A text in SQL.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public void Dispose()
    {
        _interrupt.Dispose();
        Connection.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    private IReadOnlyList<TypedColumn> Describe(string query) => [.. Rows($"DESCRIBE {query}").Select(row => new TypedColumn((string)row[0]!, (string)row[1]!))];
}
