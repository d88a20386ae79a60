using System.Collections.Concurrent;
using Kptn.Engine.Runs;
using Kptn.Tool.Terminal.Items;
using Spectre.Console;

namespace Kptn.Tool.Terminal;

/// <summary>A run on a terminal: lines of what ended scroll by above a bar, and one line for each task that runs.</summary>
internal sealed class LiveRunView : IRunView
{
    private const int Shown = 12;
    private const int LongestName = 32;
    private readonly IAnsiConsole _console;
    private readonly Lock _gate = new();
    private readonly RunLines _lines;
    private readonly TaskCompletionSource _ended = new();
    private readonly TaskCompletionSource<ProgressContext> _started = new();
    private readonly Dictionary<string, ProgressTask?> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, MapProgress> _maps = new();
    private readonly Task _drawing;
    private ProgressTask? _all;

    public LiveRunView(Screen screen, RunFacts facts, TimeProvider time)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = screen.HasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(screen.Output),
        });
        _console.Profile.Width = screen.Width;
        _lines = new RunLines(screen, facts, LineForm.LogTail);
        var progress = _console.Progress().AutoClear(true).HideCompleted(true).Columns(
            new SpinnerColumn(Spinner.Known.Dots),
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new RunBarColumn(_maps, time),
            new ElapsedTimeColumn());
        _drawing = progress.StartAsync(context =>
        {
            _started.SetResult(context);
            return _ended.Task;
        });
    }

    public void Add(RunEvent runEvent)
    {
        lock (_gate)
        {
            var context = _started.Task.Result;
            switch (runEvent)
            {
                case RunStarted started:
                    _all = context.AddTask("tasks", maxValue: Math.Max(1, started.Tasks));
                    break;
                case TaskStarted started when _running.Count(pair => pair.Value is not null) < Shown:
                    _running[started.Task] = context.AddTask(Markup.Escape(Short(started.Task))).IsIndeterminate();
                    break;
                case TaskEnded ended:
                    if (_running.Remove(ended.Task, out var task)) task?.StopTask();
                    if (!ended.WillRetry) _all?.Increment(1);
                    break;
                case TaskSettled:
                    _all?.Increment(1);
                    break;
                case RunEnded:
                    Finish();
                    break;
            }

            var lines = _lines.Of(runEvent);
            if (runEvent is ItemsPlanned planned) ShowItems(planned.Task);
            foreach (var line in lines) _console.Write(new ControlledLine(line));
        }
    }

    public void Say(string text) => _console.Write(new ControlledLine(text));

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _drawing.ConfigureAwait(false);
    }

    private static string Short(string task) => task.Length <= LongestName ? task : string.Concat(task.AsSpan(0, LongestName - 1), "…");

    private void ShowItems(string task)
    {
        if (_running.GetValueOrDefault(task) is { } line && _lines.Items.Of(task) is { } map) _maps[line.Id] = map;
    }

    private void Finish()
    {
        foreach (var task in _running.Values) task?.StopTask();
        _ended.TrySetResult();
        _drawing.Wait();
    }
}
