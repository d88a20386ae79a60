using Spectre.Console.Rendering;

namespace Kptn.Tool.Terminal;

/// <summary>A line that has its colours already; nothing in it is markup.</summary>
/// <param name="line">The line.</param>
internal sealed class ControlledLine(string line) : IRenderable
{
    // What the line is written over may be longer: the bars that were there before.
    private const string EraseRest = "\e[K";

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [Segment.Control(line + EraseRest), Segment.LineBreak];
}
