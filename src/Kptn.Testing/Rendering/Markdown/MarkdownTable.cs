using System.Text;

namespace Kptn.Testing.Rendering.Markdown;

/// <summary>A table of cells that are Markdown already.</summary>
/// <param name="headings">The headings; one that ends with a colon stands at the right.</param>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Whether there is anything to show.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The table; empty without rows.</summary>
    public override string ToString()
    {
        if (_rows.Count == 0) return "";
        var text = new StringBuilder();
        Line(text, headings.Select(heading => heading.TrimEnd(':')));
        Line(text, headings.Select(heading => heading.EndsWith(':') ? "---:" : "---"));
        foreach (var row in _rows) Line(text, row);
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells)
    {
        text.Append('|');
        foreach (var cell in cells) text.Append(' ').Append(cell).Append(" |");
        text.Append('\n');
    }
}
