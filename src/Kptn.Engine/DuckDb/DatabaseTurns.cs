namespace Kptn.Engine.DuckDb;

/// <summary>
/// Gives a database to one user at a time: a task of any language, or kptn itself while it reads tables. Who is done may leave the database open for
/// the next one who wants it in the same way; it is closed as soon as anybody else waits for it.
/// </summary>
internal sealed class DatabaseTurns
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private readonly Lock _gate = new();
    private OpenDatabase? _left;
    private int _waiting;

    /// <summary>Waits for the turn, which ends when it is disposed.</summary>
    public IDisposable Take(CancellationToken cancellation)
    {
        Ask();
        try
        {
            _free.Wait(cancellation);
        }
        finally
        {
            lock (_gate) _waiting--;
        }

        return new Turn(_free);
    }

    /// <summary>Waits for the turn, which ends when it is disposed.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        Ask();
        try
        {
            await _free.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) _waiting--;
        }

        return new Turn(_free);
    }

    /// <summary>Leaves a database open, with its turn, for the next who wants it in the same way.</summary>
    public void Leave(OpenDatabase database)
    {
        lock (_gate)
        {
            if (_waiting == 0)
            {
                _left = database;
                return;
            }
        }

        database.Dispose();
    }

    /// <summary>Takes over a database that was left open; <see langword="null"/> where there is none that was opened in this way.</summary>
    public OpenDatabase? TakeOver(DuckOptions options)
    {
        if (Left() is not { } left) return null;
        if (left.Options == options) return left;
        left.Dispose();
        return null;
    }

    /// <summary>Closes a database that was left open.</summary>
    public void Close() => Left()?.Dispose();

    private void Ask()
    {
        OpenDatabase? left;
        lock (_gate)
        {
            _waiting++;
            (left, _left) = (_left, null);
        }

        left?.Dispose();
    }

    private OpenDatabase? Left()
    {
        lock (_gate)
        {
            var left = _left;
            _left = null;
            return left;
        }
    }

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) free.Release();
        }
    }
}
