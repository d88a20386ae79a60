using System.Text;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>Writes HTML of which names are literals and all else is encoded, so that no data becomes markup.</summary>
internal sealed class Markup(TextWriter output)
{
    /// <summary>Opens an element; an attribute without a value is left out, an empty one stands alone.</summary>
    public Markup Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write('<');
        output.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is null) continue;
            output.Write(' ');
            output.Write(name);
            if (value.Length == 0) continue;
            output.Write("=\"");
            Encode(VisibleText.Of(value));
            output.Write('"');
        }

        output.Write('>');
        return this;
    }

    /// <summary>Closes an element.</summary>
    public Markup Close(string tag)
    {
        output.Write("</");
        output.Write(tag);
        output.Write('>');
        if (tag is "tr" or "article" or "section" or "ul" or "li" or "p" or "table" or "details" or "div" or "header") output.Write('\n');
        return this;
    }

    /// <summary>Text, made visible.</summary>
    public Markup Text(string text)
    {
        Encode(VisibleText.Of(text));
        return this;
    }

    /// <summary>An element with a text.</summary>
    public Markup Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) => Open(tag, attributes).Text(text).Close(tag);

    /// <summary>An element of a class with a text.</summary>
    public Markup Element(string tag, string @class, string text) => Element(tag, text, ("class", @class));

    /// <summary>Text of which some parts differ.</summary>
    public Markup Marked(IReadOnlyList<MarkedSpan> spans)
    {
        var isWhole = spans.All(span => span.Differs);
        foreach (var span in spans)
        {
            if (span.Differs && !isWhole) Element("mark", span.Text);
            else Text(span.Text);
        }

        return this;
    }

    /// <summary>What is markup already and holds no data.</summary>
    public Markup Literal(string markup)
    {
        output.Write(markup);
        return this;
    }

    private void Encode(string text)
    {
        if (text.AsSpan().IndexOfAny("<>&\"'") < 0)
        {
            output.Write(text);
            return;
        }

        var encoded = new StringBuilder(text.Length + 32);
        foreach (var c in text)
        {
            encoded.Append(c switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", '\'' => "&#39;", _ => "" });
            if (c is not ('<' or '>' or '&' or '"' or '\'')) encoded.Append(c);
        }

        output.Write(encoded.ToString());
    }
}
