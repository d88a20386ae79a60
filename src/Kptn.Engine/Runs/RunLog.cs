namespace Kptn.Engine.Runs;

/// <summary>Keeps a run's events as JSON lines in <c>run.jsonl</c>, written behind the run in order.</summary>
public sealed class RunLog : IAsyncDisposable
{
    private readonly FileStream _stream;
    private readonly WorkQueue<RunEvent> _queue;
    private IOException? _failure;

    /// <summary>Starts a log.</summary>
    /// <param name="folder">The run's folder.</param>
    public RunLog(string folder)
    {
        Directory.CreateDirectory(folder);
        _stream = new FileStream(Path.Combine(folder, "run.jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1 << 16);
        _queue = new WorkQueue<RunEvent>("kptn run log", Write, () => { });
    }

    /// <summary>What kept the log from being written; <see langword="null"/> while all is well. A run does not fail for its log.</summary>
    public IOException? Failure => _failure;

    /// <summary>Adds an event.</summary>
    /// <param name="runEvent">The event.</param>
    public void Add(RunEvent runEvent) => _queue.Add(runEvent);

    /// <summary>Writes what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        try
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            _failure ??= e;
        }
    }

    private void Write(RunEvent runEvent, bool more)
    {
        if (_failure is not null) return;
        try
        {
            _stream.Write(RunEventJson.Line(runEvent));
            if (!more) _stream.Flush();
        }
        catch (IOException e)
        {
            _failure = e;
        }
    }
}
