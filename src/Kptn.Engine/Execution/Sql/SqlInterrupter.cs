using Kptn.Engine.DuckDb;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Ends what a connection does once a token says so, again and again: an interrupt that comes before a statement begins is forgotten by DuckDB.</summary>
internal sealed class SqlInterrupter : IDisposable
{
    private const int Milliseconds = 20;
    private readonly Timer _timer;
    private readonly CancellationTokenRegistration _registration;

    public SqlInterrupter(DuckConnection connection, CancellationToken token)
    {
        _timer = new Timer(_ => connection.Interrupt());
        _registration = token.UnsafeRegister(timer => ((Timer)timer!).Change(0, Milliseconds), _timer);
    }

    public void Dispose()
    {
        _registration.Dispose();
        using var over = new ManualResetEvent(initialState: false);
        if (_timer.Dispose(over)) over.WaitOne();
    }
}
