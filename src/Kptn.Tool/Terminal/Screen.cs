#pragma warning disable RS0030 // the one place that knows the console
using System.Text;

namespace Kptn.Tool.Terminal;

/// <summary>What a person sees: two streams of text, with colour where it helps.</summary>
internal sealed class Screen
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A screen on given streams.</summary>
    public Screen(TextWriter output, TextWriter errors, bool hasColour, bool isLive, int width) =>
        (Output, Errors, HasColour, IsLive, Width) = (output, errors, hasColour, isLive, width);

    /// <summary>Where results go.</summary>
    public TextWriter Output { get; }

    /// <summary>Where findings and errors go.</summary>
    public TextWriter Errors { get; }

    /// <summary>Whether text may be coloured.</summary>
    public bool HasColour { get; }

    /// <summary>Whether somebody watches, so that progress may move.</summary>
    public bool IsLive { get; }

    /// <summary>Whether the output is a terminal.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether a person can answer: keys come from a terminal, and what is shown goes to one.</summary>
    public bool HasKeys { get; init; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>The process's own terminal. Colour and movement only on a terminal, and not where <c>NO_COLOR</c> or <c>CI</c> are set.</summary>
    public static Screen OfProcess()
    {
        var output = new StreamWriter(Console.OpenStandardOutput(), Utf8, 1 << 14) { AutoFlush = false };
        var errors = new StreamWriter(Console.OpenStandardError(), Utf8, 1 << 10) { AutoFlush = true };
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var inCi = IsSet("CI");
        // Git gives what its external diffs print to a pager that shows colours, and says so.
        var inPager = IsSet("GIT_PAGER_IN_USE") && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        var hasColour = (isTerminal || inPager) && !inCi && !IsSet("NO_COLOR");
        var width = isTerminal ? Columns() : inPager && int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 20 ? columns : 120;
        return new Screen(output, errors, hasColour, isTerminal && !inCi, width) { IsTerminal = isTerminal, HasKeys = isTerminal && !Console.IsInputRedirected };
    }

    /// <summary>Writes a line of results.</summary>
    public void Line(string text = "") => Output.WriteLine(Visible.Of(text, HasColour));

    /// <summary>Writes a line of errors, after the results so far.</summary>
    public void Error(string text)
    {
        Output.Flush();
        Errors.WriteLine(Visible.Of(text, HasColour));
    }

    /// <summary>Writes why nothing was done.</summary>
    public void Refuse(string why) => Error($"{Paint("error", Colour.Red)}: {why}");

    /// <summary>Text in a colour, where there is colour.</summary>
    public string Paint(string text, Colour colour) =>
        HasColour && text.Length > 0 ? $"\e[{(int)colour}m{text}\e[0m" : text;

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value && value != "false" && value != "0";

    private static int Columns()
    {
        try
        {
            return Console.WindowWidth is > 20 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
