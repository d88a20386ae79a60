using System.Globalization;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Tool.Terminal.Items;

/// <summary>How far the items of one mapped task are in a run. Safe for many threads.</summary>
/// <param name="planned">What is to be done.</param>
internal sealed class MapProgress(ItemsPlanned planned)
{
    private readonly ItemRate _rate = new(planned.At);
    private readonly Lock _gate = new();
    private int _succeeded;
    private int _failed;
    private int _interrupted;
    private int _retried;

    /// <summary>What was to be done.</summary>
    public ItemsPlanned Planned => planned;

    /// <summary>Items that were asked for: all, or those that a selection names and that are out of date.</summary>
    public int Asked => NotAsked > 0 ? planned.ToRun : planned.Items;

    /// <summary>Items that are out of date and were not asked for.</summary>
    public int NotAsked => planned.Items - planned.Done - planned.ToRun;

    public int Succeeded => _succeeded;

    public int Failed => _failed;

    /// <summary>Tries that failed and were followed by another.</summary>
    public int Retried => _retried;

    /// <summary>Items of the list that are done, in this run or before.</summary>
    public int Done => planned.Done + _succeeded;

    /// <summary>The first item that failed for good, and why.</summary>
    public (string Key, string Error)? First { get; private set; }

    private int Ended => _succeeded + _failed + _interrupted;

    /// <summary>Takes note of the end of a try.</summary>
    public void Add(ItemEnded ended)
    {
        lock (_gate)
        {
            if (ended.WillRetry)
            {
                _retried++;
                return;
            }

            if (ended.Outcome == TaskOutcome.Succeeded) _succeeded++;
            else if (ended.Outcome == TaskOutcome.Failed) _failed++;
            else _interrupted++;
            if (ended.Outcome == TaskOutcome.Failed) First ??= (ended.Item, ended.Error);
            _rate.Note(ended.At, Ended);
        }
    }

    /// <summary>What part of the items asked for has ended, from 0 to 1.</summary>
    public double Part() => Asked == 0 ? 1 : (double)Ahead() / Asked;

    /// <summary>How far it is: <c>4,812/10,000 · 1,204/s · 37 failed · 4 s left</c>.</summary>
    public string Text(DateTimeOffset now)
    {
        lock (_gate)
        {
            var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{Ahead():N0}/{Asked:N0}") };
            var rate = _rate.At(now, Ended);
            if (rate > 0) parts.Add(ItemRate.Text(rate));
            if (_failed > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{_failed:N0} failed"));
            if (_retried > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{_retried:N0} retried"));
            if (rate > 0 && planned.ToRun > Ended) parts.Add($"{Units.About(TimeSpan.FromSeconds(Math.Min((planned.ToRun - Ended) / rate, 1e9)))} left");
            return string.Join(" · ", parts);
        }
    }

    private int Ahead() => (NotAsked > 0 ? 0 : planned.Done) + Ended;
}
