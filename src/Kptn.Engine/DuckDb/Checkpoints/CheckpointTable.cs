using System.Globalization;
using Kptn.Engine.State;
using Kptn.Engine.State.DuckDb;

namespace Kptn.Engine.DuckDb.Checkpoints;

/// <summary>
/// What a backup says of itself, kept inside of it, so that the two can never come apart: a schema that only backups have.
/// </summary>
internal static class CheckpointTable
{
    private const string Schema = "kptn_checkpoint";
    private static readonly StateTable States = new(Schema);
    private static readonly ItemRows Items = new(Schema);

    /// <summary>Writes it into a copy.</summary>
    public static DuckError? Write(DuckConnection connection, Checkpoint checkpoint)
    {
        string?[][] about = [[checkpoint.Id], [checkpoint.Task], [checkpoint.Key.StorageKey], [checkpoint.Key.Namespace], [StateTable.ScopeOf(checkpoint.Key)], [checkpoint.States[checkpoint.Task].Good!.Fingerprint.Hash.ToString()], [checkpoint.SavedAt]];
        return connection.Run("BEGIN TRANSACTION")
            ?? connection.Run($"DROP SCHEMA IF EXISTS {Schema} CASCADE")
            ?? States.Make(connection)
            ?? connection.Run($"CREATE TABLE {Schema}.about (id VARCHAR, task VARCHAR, storage_key VARCHAR, namespace VARCHAR, scope VARCHAR, fingerprint VARCHAR, saved_at TIMESTAMP)")
            ?? BulkInsert.Run(connection, $"{Schema}.about", about, new Dictionary<int, string>())
            ?? States.Add(connection, checkpoint.Key, [.. checkpoint.States.Values])
            ?? Items.Make(connection)
            ?? WriteItems(connection, checkpoint)
            ?? connection.Run("COMMIT")
            ?? connection.Run("CHECKPOINT");
    }

    /// <summary>Reads the items of a task.</summary>
    public static IItemTable? ReadItems(DuckConnection connection, StateKey key, string task) => Items.Read(connection, key, task);

    /// <summary>Reads it.</summary>
    /// <returns>It; <see langword="null"/> where the database is no backup of kptn.</returns>
    public static Checkpoint? Read(DuckConnection connection)
    {
        if (About(connection) is not { } about) return null;
        var key = new StateKey((string)about[2]!, (string)about[3]!);
        var (states, error) = States.Read(connection, key);
        if (error is not null || (string)about[4]! != StateTable.ScopeOf(key)) return null;
        return new Checkpoint((string)about[0]!, (string)about[1]!, key, Convert.ToString(about[5], CultureInfo.InvariantCulture)!, states);
    }

    /// <summary>The name of the backup that a database was restored from and that kptn has not settled yet; <see langword="null"/> where there is none.</summary>
    public static string? IdOf(DuckConnection connection) => (string?)About(connection)?[0];

    /// <summary>Takes it out of a database that was restored.</summary>
    public static DuckError? Remove(DuckConnection connection) => connection.Run($"DROP SCHEMA IF EXISTS {Schema} CASCADE") ?? connection.Run("CHECKPOINT");

    private static DuckError? WriteItems(DuckConnection connection, Checkpoint checkpoint)
    {
        foreach (var task in checkpoint.States.Keys)
        {
            using var items = checkpoint.ReadItems(task);
            if (items is not null && Items.Write(connection, checkpoint.Key, task, items, changed: null) is { } error) return error;
        }

        return null;
    }

    private static object?[]? About(DuckConnection connection)
    {
        var (rows, error) = connection.Query($"SELECT id, task, storage_key, namespace, scope, strftime(saved_at, '%Y-%m-%d %H:%M:%S') FROM {Schema}.about");
        return error is null && rows.Count == 1 ? rows[0] : null;
    }
}
