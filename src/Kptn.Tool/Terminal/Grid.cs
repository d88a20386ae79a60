namespace Kptn.Tool.Terminal;

/// <summary>Lines of aligned cells. The last column takes what is left of the width; cells keep their colour.</summary>
internal sealed class Grid
{
    private readonly List<(string Text, Colour? Colour)[]> _rows = [];

    /// <summary>Adds a row of plain cells.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(cell => (cell, (Colour?)null))]);

    /// <summary>Adds a row of cells with colours.</summary>
    public void Add(params (string Text, Colour? Colour)[] cells) => _rows.Add(cells);

    /// <summary>Writes the rows.</summary>
    public void Write(Screen screen, string indent = "")
    {
        if (_rows.Count == 0) return;
        var widths = new int[_rows.Max(row => row.Length)];
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++) widths[i] = Math.Max(widths[i], row[i].Text.Length);
        }

        foreach (var row in _rows)
        {
            var line = new System.Text.StringBuilder(indent);
            for (var i = 0; i < row.Length; i++)
            {
                var (text, colour) = row[i];
                line.Append(colour is { } paint ? screen.Paint(text, paint) : text);
                if (i < row.Length - 1) line.Append(' ', widths[i] - text.Length + 2);
            }

            screen.Line(line.ToString().TrimEnd());
        }
    }
}
