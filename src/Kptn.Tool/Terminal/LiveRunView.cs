using Kptn.Engine.Runs;
using Spectre.Console;

namespace Kptn.Tool.Terminal;

/// <summary>A run on a terminal: lines of what ended scroll by above a bar, and one line for each task that runs.</summary>
internal sealed class LiveRunView : IRunView
{
    private const int Shown = 12;
    private readonly IAnsiConsole _console;
    private readonly Lock _gate = new();
    private readonly RunLines _lines;
    private readonly TaskCompletionSource _ended = new();
    private readonly TaskCompletionSource<ProgressContext> _started = new();
    private readonly Dictionary<string, ProgressTask?> _running = new(StringComparer.Ordinal);
    private readonly Task _drawing;
    private ProgressTask? _all;

    public LiveRunView(Screen screen, string root)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = screen.HasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(screen.Output),
        });
        _console.Profile.Width = screen.Width;
        _lines = new RunLines(screen, root);
        var progress = _console.Progress().AutoClear(true).HideCompleted(true).Columns(
            new SpinnerColumn(Spinner.Known.Dots),
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new RunBarColumn(),
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
                    _running[started.Task] = context.AddTask(Markup.Escape(started.Task)).IsIndeterminate();
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

            foreach (var line in _lines.Of(runEvent)) _console.Write(new ControlledLine(line));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _drawing.ConfigureAwait(false);
    }

    private void Finish()
    {
        foreach (var task in _running.Values) task?.StopTask();
        _ended.TrySetResult();
        _drawing.Wait();
    }
}
