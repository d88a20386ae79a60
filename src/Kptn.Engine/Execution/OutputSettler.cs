using Kptn.Engine.Fingerprints;
using Kptn.Engine.Runs;

namespace Kptn.Engine.Execution;

/// <summary>
/// Reads fresh outputs and results once more when the file system's clock has moved on, so that their stamps can be trusted and the next
/// run need not read them.
/// </summary>
internal sealed class OutputSettler : IAsyncDisposable
{
    private const long Margin = 25_000_000;
    private readonly WorkQueue<(string Path, FileStamp Stamp)> _queue;
    private readonly FileIndex _files;
    private readonly TimeProvider _time;

    public OutputSettler(FileIndex files, TimeProvider time)
    {
        (_files, _time) = (files, time);
        _queue = new WorkQueue<(string Path, FileStamp Stamp)>("kptn outputs", (item, _) => Settle(item.Path, item.Stamp), () => { });
    }

    public void Add(string path, FileStamp stamp)
    {
        if (stamp.Racy && stamp.MTime % 1_000_000_000 != 0) _queue.Add((path, stamp));
    }

    public void Add(string path)
    {
        if (FileStamps.Take(path, FileStamps.Now(_time), out var stamp) == FileStamps.EntryKind.File) Add(path, stamp);
    }

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private void Settle(string path, FileStamp stamp)
    {
        var left = stamp.MTime + Margin - FileStamps.Now(_time);
        if (left is > 0 and <= Margin) Thread.Sleep(TimeSpan.FromMicroseconds(left / 1000));
        try
        {
            _files.Hash(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
