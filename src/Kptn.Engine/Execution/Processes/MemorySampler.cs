using System.Globalization;

namespace Kptn.Engine.Execution.Processes;

/// <summary>
/// Watches the peak memory of a process and its children from outside. Needed since Linux starts a new process's
/// ru_maxrss at the peak of the process that started it, so that small programs would seem as large as kptn.
/// </summary>
internal sealed class MemorySampler : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private readonly Timer _timer;
    private readonly int _process;
    private TimeSpan _pause = First;
    private long _peak;
    private bool _ended;

    public MemorySampler(int process)
    {
        _process = process;

        // Started once it is kept: on a busy machine it would fire before that.
        _timer = new Timer(_ => Sample());
        _timer.Change(First, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The largest peak seen, bytes; zero where the process ended before it was looked at.</summary>
    public long Peak => Interlocked.Read(ref _peak);

    public void Dispose()
    {
        _ended = true;
        _timer.Dispose();
    }

    private void Sample()
    {
        if (_ended) return;
        Look(_process, 0);
        _pause = _pause * 1.5 < Longest ? _pause * 1.5 : Longest;
        try
        {
            _timer.Change(_pause, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            return;
        }
    }

    private void Look(int process, int depth)
    {
        try
        {
            var peak = PeakOf(process);
            if (peak > _peak) Interlocked.Exchange(ref _peak, peak);
            if (depth > 8) return;
            foreach (var child in File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Look(int.Parse(child, CultureInfo.InvariantCulture), depth + 1);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return;
        }
    }

    /// <summary>The largest resident size of a process so far, bytes.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static long PeakOf(int process)
    {
        foreach (var line in File.ReadLines($"/proc/{process}/status"))
        {
            if (!line.StartsWith("VmHWM:", StringComparison.Ordinal)) continue;
            return long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        }

        return 0;
    }
}
