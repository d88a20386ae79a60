using Spectre.Console.Rendering;

namespace Kptn.Tool.Terminal;

/// <summary>A line that has its colours already; nothing in it is markup.</summary>
/// <param name="line">The line.</param>
internal sealed class ControlledLine(string line) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [Segment.Control(line), Segment.LineBreak];
}
