using Kptn.Engine.Runs;

namespace Kptn.Tool.Terminal;

/// <summary>A run as plain lines, with a sign of life for what takes long.</summary>
internal sealed class PlainRunView : IRunView
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, DateTimeOffset> _running = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Screen _screen;
    private readonly RunLines _lines;
    private readonly TimeProvider _time;
    private readonly ITimer _pulse;

    public PlainRunView(Screen screen, RunFacts facts, TimeProvider time)
    {
        (_screen, _time) = (screen, time);
        _lines = new RunLines(screen, facts, LineForm.LogTail | LineForm.Progress);
        _pulse = time.CreateTimer(_ => ShowRunning(), null, Pulse, Pulse);
    }

    public void Add(RunEvent runEvent)
    {
        lock (_gate)
        {
            if (runEvent is TaskStarted started) _running[started.Task] = started.At;
            else if (runEvent is TaskEnded ended) _running.Remove(ended.Task);
            var wrote = false;
            foreach (var line in _lines.Of(runEvent))
            {
                _screen.Line(line);
                wrote = true;
            }

            if (wrote) _screen.Output.Flush();
        }
    }

    public void Say(string text) => _screen.Errors.WriteLine(text);

    public ValueTask DisposeAsync() => _pulse.DisposeAsync();

    private void ShowRunning()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            foreach (var (task, since) in _running) _screen.Line(_lines.Running(task, since, now));
            _screen.Output.Flush();
        }
    }
}
