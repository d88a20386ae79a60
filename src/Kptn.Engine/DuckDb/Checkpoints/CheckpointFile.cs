namespace Kptn.Engine.DuckDb.Checkpoints;

/// <summary>Names of files beside a database.</summary>
internal static class CheckpointFile
{
    /// <summary>The backup of a task: <c>data.load.backup.duckdb</c> for <c>data.duckdb</c>.</summary>
    public static string BackupOf(string database, string task) => Beside(database, $".{task}.backup");

    /// <summary>Where a database goes that a backup takes the place of: <c>data.replaced.duckdb</c>.</summary>
    public static string ReplacedOf(string database) => Beside(database, ".replaced");

    /// <summary>The log that DuckDB keeps beside a database that is open, or was not closed.</summary>
    public static string LogOf(string database) => database + ".wal";

    /// <summary>Whether a database has such a log with anything in it.</summary>
    public static bool HasLog(string database) => new FileInfo(LogOf(database)) is { Exists: true, Length: > 0 };

    private static string Beside(string database, string word) =>
        Path.Combine(Path.GetDirectoryName(database)!, Path.GetFileNameWithoutExtension(database) + word + Path.GetExtension(database));
}
