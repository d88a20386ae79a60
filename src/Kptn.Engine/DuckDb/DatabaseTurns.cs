namespace Kptn.Engine.DuckDb;

/// <summary>Gives a database to one user at a time: a task of any language, or kptn itself while it reads tables.</summary>
internal sealed class DatabaseTurns
{
    private readonly SemaphoreSlim _free = new(1, 1);

    /// <summary>Waits for the turn, which ends when it is disposed.</summary>
    public IDisposable Take(CancellationToken cancellation)
    {
        _free.Wait(cancellation);
        return new Turn(_free);
    }

    /// <summary>Waits for the turn, which ends when it is disposed.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        return new Turn(_free);
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
