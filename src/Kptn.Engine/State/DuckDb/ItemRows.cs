using System.Globalization;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Mapping;
using Kptn.Engine.State.Transfer;

namespace Kptn.Engine.State.DuckDb;

/// <summary>Items of mapped tasks as a table: a row an item, session or orphan, each with the line that <c>state export</c> writes of it.</summary>
/// <param name="schema">The schema that it lies in, which is there.</param>
internal sealed class ItemRows(string schema)
{
    // Sessions of which no item is left stay until all is written again.
    private const int ManySessions = 100;

    private const string Staged = "temp.kptn_item_lines";
    private readonly string _name = $"{schema}.items";

    /// <summary>Makes the table, unless it is there.</summary>
    public DuckError? Make(DuckConnection connection) => connection.Run($"""
        CREATE TABLE IF NOT EXISTS {_name} (
        scope VARCHAR, storage_key VARCHAR, namespace VARCHAR, task VARCHAR, kind VARCHAR, number BIGINT, item VARCHAR, status VARCHAR, run_id VARCHAR, error VARCHAR, line VARCHAR)
        """);

    /// <summary>Whether the table is there.</summary>
    public bool IsMade(DuckConnection connection) => connection.Query($"SELECT 1 FROM {_name} LIMIT 0").Error is null;

    /// <summary>Makes the rows of a task the same as its items.</summary>
    /// <param name="connection">Where, in a transaction.</param>
    /// <param name="key">Whose state.</param>
    /// <param name="task">The task.</param>
    /// <param name="items">Its items; <see langword="null"/> where none are recorded.</param>
    /// <param name="changed">The items that are not as the rows have them; <see langword="null"/> where that is not known.</param>
    public DuckError? Write(DuckConnection connection, StateKey key, string task, IItemTable? items, IReadOnlyCollection<ItemId>? changed)
    {
        var of = $"scope = '{StateTable.ScopeOf(key)}' AND task = {Text(task)}";
        var (sessions, unread) = connection.Query($"SELECT run_id, item FROM {_name} WHERE {of} AND kind = 'session' ORDER BY number");
        if (unread is not null) return unread;
        var isWhole = changed is null || items is null || sessions.Count > ManySessions;
        if (connection.Run(isWhole ? $"DELETE FROM {_name} WHERE {of}" : $"DELETE FROM {_name} WHERE {of} AND kind = 'orphan'") is { } undeleted) return undeleted;
        if (items is null) return null;
        var (last, _) = connection.Query($"SELECT coalesce(max(number), -1) FROM {_name} WHERE {of} AND kind = 'item'");
        var staging = new ItemStaging(connection, Staged, items, isWhole ? [] : [.. sessions.Select(row => ((string)row[0]!, (string)row[1]!))], (long)last[0][0]! + 1);
        return connection.Run($"CREATE OR REPLACE TEMP TABLE kptn_item_lines ({ItemStaging.Columns})")
            ?? staging.Add(isWhole ? null : changed)
            ?? connection.Run($"DELETE FROM {_name} WHERE {of} AND kind = 'item' AND item IN (SELECT item FROM {Staged} WHERE kind = 'item')")
            ?? connection.Run($"INSERT INTO {_name} SELECT '{StateTable.ScopeOf(key)}', {Text(key.StorageKey)}, {Text(key.Namespace)}, {Text(task)}, kind, number, item, status, run_id, error, line FROM {Staged}")
            ?? connection.Run($"DROP TABLE {Staged}");
    }

    /// <summary>Reads the items of a task.</summary>
    /// <returns>They, in a file that goes with them; <see langword="null"/> where there are none.</returns>
    /// <exception cref="IOException">They cannot be written to a temporary file.</exception>
    public IItemTable? Read(DuckConnection connection, StateKey key, string task)
    {
        var (result, error) = connection.Stream($"SELECT line FROM {_name} WHERE scope = '{StateTable.ScopeOf(key)}' AND task = {Text(task)} ORDER BY CASE kind WHEN 'session' THEN 0 WHEN 'item' THEN 1 ELSE 2 END, number");
        if (result is null || error is not null) return null;
        using (result)
        {
            var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"kptn-items-{Guid.NewGuid():N}"));
            try
            {
                using (var file = new StreamWriter(path))
                {
                    foreach (var row in result.Rows()) file.Write((string)row[0]! + "\n");
                }

                if (result.Error is not null) return null;
                var lines = new StateFileLines(path);
                if (FileItems.Read(lines, (0, new FileInfo(path).Length)) is { } items) return items.Owning(lines);
                lines.Dispose();
                return null;
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
