using System.Globalization;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>An open DuckDB database. Errors are values.</summary>
internal sealed class DuckDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>Opens a database; a file that is not there is made, unless it is only read.</summary>
    public static (DuckDatabase? Database, DuckError? Error) Open(DuckOptions options)
    {
        try
        {
            using var config = Config(options, out var wrong);
            if (wrong is not null) return (null, wrong);
            if (Duck.Open(options.Path, out var handle, config, out var error) == Duck.Success) return (new DuckDatabase(handle), null);
            handle.SetHandleAsInvalid();
            return (null, new DuckError(Duck.Take(error)));
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return (null, new DuckError("DuckDB's library could not be loaded: there is none for this platform beside kptn. " + e.Message.Split('\n')[0]));
        }
    }

    /// <summary>Connects to it.</summary>
    public DuckConnection Connect() => Duck.Connect(_handle, out var connection) == Duck.Success
        ? new DuckConnection(connection)
        : throw new InvalidOperationException("DuckDB gave no connection to a database that it had opened");

    /// <summary>Closes it, which writes what is only in its log to its file.</summary>
    public void Dispose() => _handle.Dispose();

    private static ConfigHandle Config(DuckOptions options, out DuckError? error)
    {
        error = null;
        if (Duck.CreateConfig(out var config) != Duck.Success) throw new InvalidOperationException("DuckDB gave no settings");
        foreach (var (name, value) in Settings(options))
        {
            if (Duck.SetConfig(config, name, value) != Duck.Success) error ??= new DuckError($"DuckDB does not take '{value}' as {name}");
        }

        return config;
    }

    private static IEnumerable<(string Name, string Value)> Settings(DuckOptions options)
    {
        if (options.IsReadOnly) yield return ("access_mode", "READ_ONLY");
        if (options.Memory is { } memory) yield return ("memory_limit", string.Create(CultureInfo.InvariantCulture, $"{memory}MiB"));
        if (options.Threads is { } threads) yield return ("threads", threads.ToString(CultureInfo.InvariantCulture));
        if (options.SearchPath is { } path) yield return ("file_search_path", path);
        if (options.TemporaryFolder is { } folder) yield return ("temp_directory", folder);
    }
}
