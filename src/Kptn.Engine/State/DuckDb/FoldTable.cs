using Kptn.Engine.DuckDb;

namespace Kptn.Engine.State.DuckDb;

/// <summary>The state in a database: schema <c>kptn</c>, with the tasks and, for each key, the name of the last fold.</summary>
internal static class FoldTable
{
    private const string Schema = "kptn";
    private static readonly StateTable Tasks = new(Schema);
    private static readonly ItemRows Items = new(Schema);

    /// <summary>Puts the state of a key into the database, in one transaction.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="key">Whose state.</param>
    /// <param name="fold">The fold's name.</param>
    /// <param name="states">All states.</param>
    /// <param name="items">Writes the items of mapped tasks.</param>
    public static DuckError? Write(DuckConnection connection, StateKey key, string fold, IReadOnlyCollection<TaskState> states, Func<ItemRows, DuckError?> items)
    {
        var scope = StateTable.ScopeOf(key);
        string?[][] row = [[scope], [key.StorageKey], [key.Namespace], [fold]];
        var error = connection.Run("BEGIN TRANSACTION")
            ?? Tasks.Make(connection)
            ?? connection.Run($"CREATE TABLE IF NOT EXISTS {Schema}.folds (scope VARCHAR, storage_key VARCHAR, namespace VARCHAR, fold VARCHAR)")
            ?? Items.Make(connection)
            ?? Tasks.Replace(connection, key, states)
            ?? items(Items)
            ?? connection.Run($"DELETE FROM {Schema}.folds WHERE scope = '{scope}'")
            ?? BulkInsert.Run(connection, $"{Schema}.folds", row, new Dictionary<int, string>())
            ?? connection.Run("COMMIT");
        if (error is not null) connection.Run("ROLLBACK");
        return error;
    }

    /// <summary>The name of a key's last fold; <see langword="null"/> where the database has no state of it.</summary>
    public static string? FoldOf(DuckConnection connection, StateKey key)
    {
        var (rows, error) = connection.Query($"SELECT fold FROM {Schema}.folds WHERE scope = '{StateTable.ScopeOf(key)}'");
        return error is null && rows.Count > 0 ? (string?)rows[0][0] : null;
    }

    /// <summary>Whether the database has what it has of a key with its items.</summary>
    public static bool HasItems(DuckConnection connection, StateKey key) => FoldOf(connection, key) is not null && Items.IsMade(connection);

    /// <summary>Reads the items of a task.</summary>
    public static IItemTable? ReadItems(DuckConnection connection, StateKey key, string task) => Items.Read(connection, key, task);

    /// <summary>Reads the state of a key.</summary>
    public static Dictionary<string, TaskState> Read(DuckConnection connection, StateKey key) => Tasks.Read(connection, key).States;
}
