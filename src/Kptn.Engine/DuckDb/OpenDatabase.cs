namespace Kptn.Engine.DuckDb;

/// <summary>A database that is open, and the turn in which nobody else has it.</summary>
/// <param name="database">The database.</param>
/// <param name="options">How it was opened.</param>
/// <param name="turn">The turn; <see langword="null"/> for a database in memory.</param>
internal sealed class OpenDatabase(DuckDatabase database, DuckOptions options, IDisposable? turn) : IDisposable
{
    /// <summary>How it was opened.</summary>
    public DuckOptions Options => options;

    /// <summary>Opens a connection.</summary>
    public DuckConnection Connect() => database.Connect();

    /// <summary>Closes it, then lets others have it.</summary>
    public void Dispose()
    {
        database.Dispose();
        turn?.Dispose();
    }
}
