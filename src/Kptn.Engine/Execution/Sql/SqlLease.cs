using Kptn.Engine.DuckDb;
using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution.Sql;

/// <summary>The project's database, open for one script after another, and the turn in which nobody else has it.</summary>
/// <param name="context">The graph.</param>
internal sealed class SqlLease(GraphContext context) : IDisposable
{
    private IDisposable? _turn;
    private DuckDatabase? _database;
    private DuckOptions? _options;

    /// <summary>Opens the database, where it is not open already in this way.</summary>
    /// <param name="options">How.</param>
    /// <param name="token">Ends the wait for it.</param>
    /// <exception cref="SqlFailure">It cannot be opened.</exception>
    public DuckDatabase Take(DuckOptions options, CancellationToken token)
    {
        if (_database is not null && _options == options) return _database;
        Release();
        _turn = options.Path is null ? null : context.Turns.Take(token);
        var (database, error) = DatabaseOpener.Open(options, DatabaseOpener.Patience, token);
        (_database, _options) = (database, options);
        token.ThrowIfCancellationRequested();
        return database ?? throw new SqlFailure(error);
    }

    /// <summary>Closes it, and lets others have it.</summary>
    public void Release()
    {
        _database?.Dispose();
        _turn?.Dispose();
        (_database, _turn) = (null, null);
    }

    public void Dispose() => Release();
}
