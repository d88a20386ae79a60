using Kptn.Testing.Rendering.Terminal;

namespace Kptn.Tool.Terminal;

/// <summary>Colours of differences.</summary>
/// <param name="screen">Where they are shown.</param>
internal sealed class DiffPainter(Screen screen)
{
    /// <summary>A text in a style.</summary>
    public string Paint(string text, TextStyle style) => style switch
    {
        TextStyle.Strong => screen.Paint(text, Colour.Bold),
        TextStyle.Dim => screen.Paint(text, Colour.Dim),
        TextStyle.Name => screen.Paint(text, Colour.Cyan),
        TextStyle.Added or TextStyle.Good => screen.Paint(text, Colour.Green),
        TextStyle.Removed or TextStyle.Bad => screen.Paint(text, Colour.Red),
        TextStyle.Changed => screen.Paint(text, Colour.Yellow),
        TextStyle.AddedMark => Marked(text, Colour.Green),
        TextStyle.RemovedMark => Marked(text, Colour.Red),
        _ => text,
    };

    private string Marked(string text, Colour colour) => screen.Paint(screen.Paint(text, colour), Colour.Inverse);
}
