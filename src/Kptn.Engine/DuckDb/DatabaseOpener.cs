namespace Kptn.Engine.DuckDb;

/// <summary>Opens a project's database, and waits a little for another process that has it.</summary>
internal static class DatabaseOpener
{
    /// <summary>How long a task waits for another process.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly string[] Damages = ["not a valid DuckDB database", "enough bytes", "Corrupt database file"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Opens it.</summary>
    /// <param name="options">How.</param>
    /// <param name="patience">How long to wait for another process.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The database, or what to tell the user.</returns>
    public static (DuckDatabase? Database, string Error) Open(DuckOptions options, TimeSpan patience, CancellationToken cancellation)
    {
        if (Folder(options) is { Length: > 0 } problem) return (null, problem);
        for (var left = patience; ; left -= Pause)
        {
            var (database, error) = DuckDatabase.Open(options);
            if (database is not null) return (database, "");
            if (!error!.IsLocked) return (null, options.Path is null ? error.Summary : $"the database '{options.Path}' cannot be opened: {error.Summary}{Damage(options.Path, error.Summary)}");
            if (left <= TimeSpan.Zero || cancellation.IsCancellationRequested) return (null, Locked(options.Path!, error.Summary));
            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    // DuckDB makes a database's file, but not the folder it is in.
    private static string Folder(DuckOptions options)
    {
        if (options.IsReadOnly || Path.GetDirectoryName(options.Path) is not { Length: > 0 } folder) return "";
        try
        {
            Directory.CreateDirectory(folder);
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the folder of the database '{options.Path}' cannot be made: {e.Message}";
        }
    }

    private static string Damage(string path, string message)
    {
        if (Directory.Exists(path)) return "; a folder is in its place: move it away, or name another file in config.duckdb";
        if (!File.Exists(path)) return "";
        if (message.Contains("version number", StringComparison.Ordinal)) return "; another version of DuckDB wrote it: let that one export it, or move it away, then run again";
        return Damages.Any(words => message.Contains(words, StringComparison.Ordinal)) ? "; it is damaged, or none of DuckDB's: put a good copy in its place, or move it away, then run again" : "";
    }

    private static string Locked(string path, string message)
    {
        const string By = "Conflicting lock is held in ";
        var at = message.IndexOf(By, StringComparison.Ordinal);
        var holder = at < 0 ? "another process" : message[(at + By.Length)..];
        var end = holder.IndexOf(')', StringComparison.Ordinal);
        return $"the database '{path}' is in use by {(end < 0 ? holder : holder[..(end + 1)])}: close it there, then run again";
    }
}
