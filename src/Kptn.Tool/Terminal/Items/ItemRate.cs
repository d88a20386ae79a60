using System.Globalization;

namespace Kptn.Tool.Terminal.Items;

/// <summary>How fast items end: over the last seconds, or over the whole time where none ended in those.</summary>
internal sealed class ItemRate
{
    private const int Window = 40;
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);
    private readonly Queue<(DateTimeOffset At, int Ended)> _samples = new();
    private readonly DateTimeOffset _start;
    private DateTimeOffset _last;

    public ItemRate(DateTimeOffset start)
    {
        _start = _last = start;
        _samples.Enqueue((start, 0));
    }

    /// <summary>Takes note of how many items have ended.</summary>
    public void Note(DateTimeOffset at, int ended)
    {
        if (at - _last < Spacing) return;
        _last = at;
        _samples.Enqueue((at, ended));
        if (_samples.Count > Window) _samples.Dequeue();
    }

    /// <summary>Items a second; 0 where nothing can be told yet.</summary>
    public double At(DateTimeOffset now, int ended)
    {
        var (since, before) = _samples.Peek();
        if (ended == before) (since, before) = (_start, 0);
        var seconds = (now - since).TotalSeconds;
        return ended == before || seconds <= 0 ? 0 : (ended - before) / seconds;
    }

    /// <summary>A rate as people read it: <c>1,204/s</c>, <c>3.2/s</c>, <c>14/min</c>.</summary>
    public static string Text(double perSecond) => perSecond switch
    {
        >= 10 => string.Create(CultureInfo.InvariantCulture, $"{perSecond:N0}/s"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0}/s"),
        >= 1 / 60.0 => string.Create(CultureInfo.InvariantCulture, $"{perSecond * 60:0}/min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond * 3600:0.#}/h"),
    };
}
