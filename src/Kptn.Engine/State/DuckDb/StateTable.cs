using System.Globalization;
using System.Runtime.InteropServices;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Runs;

namespace Kptn.Engine.State.DuckDb;

/// <summary>States of tasks as a table: a row a task with what people ask for, and the whole record as a blob.</summary>
/// <param name="schema">The schema that it lies in.</param>
internal sealed class StateTable(string schema)
{
    private const string Types = """
        scope VARCHAR, storage_key VARCHAR, namespace VARCHAR, task VARCHAR, status VARCHAR, fingerprint VARCHAR, run_id VARCHAR,
        started_at TIMESTAMP, ended_at TIMESTAMP, tries INTEGER, exit_code INTEGER, error VARCHAR,
        good_run_id VARCHAR, good_started_at TIMESTAMP, good_ended_at TIMESTAMP, result_hash VARCHAR, result_bytes BIGINT,
        peak_memory_bytes BIGINT, cpu_seconds DOUBLE, outputs VARCHAR[], record BLOB
        """;

    private readonly string _name = $"{schema}.tasks";

    /// <summary>One text for each key: no two of them are one, whatever they are made of.</summary>
    public static string ScopeOf(StateKey key) => Hash256.Of(MemoryMarshal.AsBytes($"{key.StorageKey.Length}:{key.StorageKey}{key.Namespace}".AsSpan())).ToString();

    /// <summary>Makes the schema and the table, unless they are there.</summary>
    public DuckError? Make(DuckConnection connection) =>
        connection.Run($"CREATE SCHEMA IF NOT EXISTS {schema}") ?? connection.Run($"CREATE TABLE IF NOT EXISTS {_name} ({Types})");

    /// <summary>Replaces the states of a key.</summary>
    public DuckError? Replace(DuckConnection connection, StateKey key, IReadOnlyCollection<TaskState> states)
    {
        if (connection.Run($"DELETE FROM {_name} WHERE scope = '{ScopeOf(key)}'") is { } error) return error;
        return Add(connection, key, states);
    }

    /// <summary>Adds states that the table does not have.</summary>
    public DuckError? Add(DuckConnection connection, StateKey key, IReadOnlyCollection<TaskState> states)
    {
        if (states.Count == 0) return null;
        var rows = states.ToList();
        string?[][] columns =
        [
            [.. rows.Select(_ => ScopeOf(key))],
            [.. rows.Select(_ => key.StorageKey)],
            [.. rows.Select(_ => key.Namespace)],
            [.. rows.Select(row => row.Task)],
            [.. rows.Select(row => row.Last is { } last ? OutcomeNames.Of(last.Outcome) : null)],
            [.. rows.Select(row => row.Good?.Fingerprint.Hash.ToString())],
            [.. rows.Select(row => row.Last?.RunId)],
            [.. rows.Select(row => Time(row.Last?.StartedAt))],
            [.. rows.Select(row => Time(row.Last?.EndedAt))],
            [.. rows.Select(row => Number(row.Last?.Tries))],
            [.. rows.Select(row => Number(row.Last?.ExitCode))],
            [.. rows.Select(row => row.Last?.Error is { Length: > 0 } error ? error : null)],
            [.. rows.Select(row => row.Good?.RunId)],
            [.. rows.Select(row => Time(row.Good?.StartedAt))],
            [.. rows.Select(row => Time(row.Good?.EndedAt))],
            [.. rows.Select(row => row.Good is { HasResult: true } good ? good.ResultHash.ToString() : null)],
            [.. rows.Select(row => row.Good is { HasResult: true } good ? Number(good.ResultSize) : null)],
            [.. rows.Select(row => Number(row.Good?.PeakMemory))],
            [.. rows.Select(row => row.Good?.CpuTime.TotalSeconds.ToString("R", CultureInfo.InvariantCulture))],
            [.. rows.Select(row => row.Good is { } good ? string.Join('\n', good.Outputs.Select(output => output.Path)) : null)],
            [.. rows.Select(row => Convert.ToBase64String(StateBlob.Write(row)))],
        ];
        return BulkInsert.Run(connection, _name, columns, new Dictionary<int, string> { [columns.Length - 2] = "CASE WHEN {0} = '' THEN [] ELSE string_split({0}, chr(10)) END", [columns.Length - 1] = "from_base64({0})" });
    }

    /// <summary>Reads the states of a key; rows that are no states are left out.</summary>
    public (Dictionary<string, TaskState> States, DuckError? Error) Read(DuckConnection connection, StateKey key)
    {
        var states = new Dictionary<string, TaskState>(StringComparer.Ordinal);
        var (rows, error) = connection.Query($"SELECT record FROM {_name} WHERE scope = '{ScopeOf(key)}'");
        foreach (var row in rows)
        {
            if (row[0] is byte[] bytes && StateBlob.Read(bytes) is { } state) states[state.Task] = state;
        }

        return (states, error);
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
