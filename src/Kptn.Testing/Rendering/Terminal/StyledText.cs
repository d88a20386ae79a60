using System.Collections.Immutable;
using System.Text;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>A text of which parts have styles. What is put into it is made visible first.</summary>
internal sealed class StyledText
{
    private readonly ImmutableArray<(string Text, TextStyle Style)> _parts;

    private StyledText(ImmutableArray<(string Text, TextStyle Style)> parts)
    {
        _parts = parts;
        Width = parts.Sum(part => TextWidth.Of(part.Text));
    }

    /// <summary>Nothing.</summary>
    public static StyledText None { get; } = new([]);

    /// <summary>Its parts in order, made visible.</summary>
    public IReadOnlyList<(string Text, TextStyle Style)> Parts => _parts;

    /// <summary>Columns it takes.</summary>
    public int Width { get; }

    public static implicit operator StyledText(string text) => Of(text);

    /// <summary>A text of one style.</summary>
    public static StyledText Of(string text, TextStyle style = TextStyle.Plain) => text.Length == 0 ? None : new([(VisibleText.Of(text), style)]);

    /// <summary>A text of which some parts differ from another.</summary>
    public static StyledText Of(IEnumerable<MarkedSpan> spans, TextStyle style, TextStyle mark) =>
        new([.. spans.Where(span => span.Text.Length > 0).Select(span => (VisibleText.Of(span.Text), span.Differs ? mark : style))]);

    /// <summary>This and another after it.</summary>
    public StyledText Then(StyledText next) => new(_parts.AddRange(next._parts));

    /// <summary>This and more after it.</summary>
    public StyledText Then(string text, TextStyle style = TextStyle.Plain) => Then(Of(text, style));

    /// <summary>The start that takes at most some columns.</summary>
    public StyledText Clip(int columns)
    {
        if (Width <= columns) return this;
        var kept = ImmutableArray.CreateBuilder<(string, TextStyle)>();
        var left = columns;
        foreach (var (text, style) in _parts)
        {
            var width = TextWidth.Of(text);
            if (width < left)
            {
                kept.Add((text, style));
                left -= width;
                continue;
            }

            // What follows does not fit even where this part just does, so a mark of the cut has to.
            kept.Add((TextWidth.Clip(text + "…", left), style));
            break;
        }

        return new(kept.ToImmutable());
    }

    /// <summary>Puts it on a line, with its styles.</summary>
    public void Write(StringBuilder line, Painter paint)
    {
        foreach (var (text, style) in _parts) line.Append(style == TextStyle.Plain ? text : paint(text, style));
    }
}
