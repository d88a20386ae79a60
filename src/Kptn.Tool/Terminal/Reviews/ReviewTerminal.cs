#pragma warning disable RS0030 // one of the places that know the console
using System.Runtime.InteropServices;

namespace Kptn.Tool.Terminal.Reviews;

/// <summary>The process's own terminal, on its second screen, so that what was there before is there again afterwards.</summary>
internal sealed class ReviewTerminal : IReviewTerminal
{
    // The second screen, no cursor, no lines that wrap by themselves; and back, over what was typed before keys were read.
    private const string Enter = "\e[?1049h\e[?25l\e[?7l";
    private const string Leave = "\e[?7h\e[?25h\e[?1049l\r\e[K";
    private const int SmallestWidth = 20;
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(20);

    private readonly Screen _screen;
    private readonly Suspension _suspension = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private (int Width, int Height) _drawn;
    private volatile bool _isStale;
    private volatile bool _isEntered;
    private int _signals;

    public ReviewTerminal(Screen screen)
    {
        _screen = screen;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }) _registrations.Add(PosixSignalRegistration.Create(signal, End));
        if (!OperatingSystem.IsWindows())
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Suspend));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Show(true)));
        }

        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Show(true);
    }

    public int Width => Size().Width;

    public int Height => Size().Height;

    public CancellationToken Stop => _stop.Token;

    public void Draw(IReadOnlyList<string> rows)
    {
        _drawn = Size();
        _isStale = false;
        lock (_gate)
        {
            if (!_isEntered) return;
            // To clear a line after its text would take the last column with it.
            _screen.Output.Write("\e[H" + string.Join("\r\n", rows.Select(row => "\e[K" + Visible.Of(row, _screen.HasColour))));
            if (rows.Count < _drawn.Height) _screen.Output.Write("\r\n\e[J");
            _screen.Output.Flush();
        }
    }

    public KeyPress? Read()
    {
        while (!_stop.IsCancellationRequested && !_isStale && _drawn == Size())
        {
            // What is typed while the shell has the terminal is not for this.
            if (!_isEntered || !Console.KeyAvailable)
            {
                Thread.Sleep(Nap);
                continue;
            }

            var key = Console.ReadKey(intercept: true);
            return new KeyPress(key.Key, key.KeyChar);
        }

        return null;
    }

    public void Forget()
    {
        while (Console.KeyAvailable) Console.ReadKey(intercept: true);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Show(false);
        _stop.Dispose();
    }

    private static (int Width, int Height) Size() => (Math.Max(SmallestWidth, Console.WindowWidth), Math.Max(1, Console.WindowHeight));

    private void OnExit(object? sender, EventArgs e) => Show(false);

    // The first asks for an end; the second does not wait for it.
    private void End(PosixSignalContext context)
    {
        context.Cancel = Interlocked.Increment(ref _signals) == 1;
        if (!context.Cancel) Show(false);
        else _stop.Cancel();
    }

    // Whoever asks for a signal has to see to what it does by default.
    private void Suspend(PosixSignalContext context)
    {
        context.Cancel = true;
        Show(false);
        _suspension.Now();
    }

    private void Show(bool isEntered)
    {
        try
        {
            lock (_gate)
            {
                if (_isEntered == isEntered) return;
                _isEntered = isEntered;
                _screen.Output.Write(isEntered ? Enter : Leave);
                _screen.Output.Flush();
                _isStale = true;
            }
        }
        catch (IOException)
        {
            // The terminal is gone.
        }
    }
}
