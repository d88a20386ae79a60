using System.Collections.Concurrent;

namespace Kptn.Engine.Runs;

/// <summary>Keeps a run's events as JSON lines in <c>run.jsonl</c>, written behind the run in order.</summary>
public sealed class RunLog : IAsyncDisposable
{
    private readonly BlockingCollection<RunEvent> _queue = [];
    private readonly Task _writing;

    /// <summary>Starts a log.</summary>
    /// <param name="folder">The run's folder.</param>
    public RunLog(string folder)
    {
        Directory.CreateDirectory(folder);
        var stream = new FileStream(Path.Combine(folder, "run.jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1 << 16);
        _writing = Task.Factory.StartNew(() => Write(stream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Adds an event.</summary>
    /// <param name="runEvent">The event.</param>
    public void Add(RunEvent runEvent) => _queue.Add(runEvent);

    /// <summary>Writes what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _writing.ConfigureAwait(false);
        _queue.Dispose();
    }

    private void Write(FileStream stream)
    {
        using (stream)
        {
            foreach (var runEvent in _queue.GetConsumingEnumerable())
            {
                stream.Write(RunEventJson.Line(runEvent));
                if (_queue.Count == 0) stream.Flush();
            }
        }
    }
}
