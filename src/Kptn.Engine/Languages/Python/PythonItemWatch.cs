using Kptn.Engine.Execution.Items;

namespace Kptn.Engine.Languages.Python;

/// <summary>
/// Looks after the item that is waited for: ends the process when the item takes too long, and lets its log be read at its place meanwhile.
/// One slow timer does both, so that an item costs no timer of its own.
/// </summary>
internal sealed class PythonItemWatch : IDisposable
{
    private static readonly TimeSpan LogDelay = TimeSpan.FromSeconds(0.5);
    private readonly PythonRun _run;
    private readonly TimeSpan? _limit;
    private readonly string _openLog;
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private ItemWork? _item;
    private ItemWork? _timedOut;
    private long _since;
    private bool _isTimedOut;
    private bool _isWaiting;
    private bool _isLinked;

    /// <param name="run">The process.</param>
    /// <param name="limit">Limit of an item, and of what comes before the first.</param>
    /// <param name="openLog">File that the process writes to until it knows that an item wrote anything.</param>
    public PythonItemWatch(PythonRun run, TimeSpan? limit, string openLog)
    {
        (_run, _limit, _openLog) = (run, limit, openLog);
        var period = TimeSpan.FromMilliseconds(Math.Clamp((limit ?? LogDelay).TotalMilliseconds / 8, 5, 250));
        _timer = new Timer(_ => Look(), null, period, period);
    }

    /// <summary>The item that runs; <see langword="null"/> before the first.</summary>
    public ItemWork? Item => _item;

    /// <summary>Whether something waits in the connection to be read, so that what seems to hang may have ended.</summary>
    public Func<bool> HasNews { get; set; } = () => false;

    /// <summary>Whether the item that runs, or what comes before the first, took too long.</summary>
    public bool IsTimedOut => _isTimedOut && ReferenceEquals(_timedOut, _item);

    /// <summary>Something is waited for from now on.</summary>
    /// <param name="item">The item; <see langword="null"/> for what comes before the first.</param>
    public void Begin(ItemWork? item)
    {
        lock (_gate)
        {
            _item = item;
            _since = Environment.TickCount64;
            _isWaiting = true;
        }
    }

    /// <summary>It is not waited for any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isWaiting = false;
            if (!_isLinked) return;
            _isLinked = false;
            Unlink(_item!.LogPath);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_gate)
        {
            if (!_isWaiting) return;
            var elapsed = TimeSpan.FromMilliseconds(Environment.TickCount64 - _since);
            if (elapsed > _limit && !_isTimedOut && !HasNews())
            {
                (_isTimedOut, _timedOut) = (true, _item);
                _run.TimeOut();
            }

            if (elapsed > LogDelay && _item is not null && !_isLinked) Link(_item.LogPath);
        }
    }

    private static void Unlink(string path)
    {
        try
        {
            if (new FileInfo(path) is { LinkTarget: not null } log) log.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>The log is moved to its place only at the item's end, which replaces this link.</summary>
    private void Link(string log)
    {
        _isLinked = true;
        if (OperatingSystem.IsWindows() || !File.Exists(_openLog)) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(log)!);
            File.CreateSymbolicLink(log, _openLog);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
