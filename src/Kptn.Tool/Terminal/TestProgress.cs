using Kptn.Testing.Rendering;

namespace Kptn.Tool.Terminal;

/// <summary>A line that counts tests while they run, where somebody watches.</summary>
/// <param name="screen">Where.</param>
/// <param name="total">How many tests there are.</param>
/// <param name="isQuiet">Whether nothing is shown.</param>
internal sealed class TestProgress(Screen screen, int total, bool isQuiet)
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private int _red;
    private bool _isShown;

    /// <summary>Counts a test that ended.</summary>
    public void Add(TestOutcome outcome)
    {
        _done.Add($"{outcome.Task}\0{outcome.Item}");
        if (!outcome.Passes) _red++;
        if (isQuiet || !screen.IsLive) return;
        var red = _red == 0 ? "" : $" · {screen.Paint($"{_red} to look at", Colour.Yellow)}";
        screen.Output.Write($"\r\e[K{_done.Count} of {Math.Max(total, _done.Count)} tests{red}");
        screen.Output.Flush();
        _isShown = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (!_isShown) return;
        screen.Output.Write("\r\e[K");
        _isShown = false;
    }

    /// <summary>Says something beside the count.</summary>
    public void Say(string text)
    {
        Clear();
        screen.Error(text);
    }
}
