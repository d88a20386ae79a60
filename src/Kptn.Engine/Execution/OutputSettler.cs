using System.Collections.Concurrent;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Execution;

/// <summary>
/// Reads fresh outputs once more when the file system's clock has moved on, so that their stamps can be trusted and the next
/// run need not read them.
/// </summary>
internal sealed class OutputSettler : IAsyncDisposable
{
    private const long Margin = 25_000_000;
    private readonly BlockingCollection<(string Path, FileStamp Stamp)> _queue = [];
    private readonly FileIndex _files;
    private readonly TimeProvider _time;
    private readonly Task _working;

    public OutputSettler(FileIndex files, TimeProvider time)
    {
        _files = files;
        _time = time;
        _working = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Add(string path, FileStamp stamp)
    {
        if (stamp.Racy && stamp.MTime % 1_000_000_000 != 0) _queue.Add((path, stamp));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _working.ConfigureAwait(false);
        _queue.Dispose();
    }

    private void Work()
    {
        foreach (var (path, stamp) in _queue.GetConsumingEnumerable())
        {
            var left = stamp.MTime + Margin - FileStamps.Now(_time);
            if (left is > 0 and <= Margin) Thread.Sleep(TimeSpan.FromMicroseconds(left / 1000));
            try
            {
                _files.Hash(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }
}
