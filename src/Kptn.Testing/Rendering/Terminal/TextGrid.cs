using System.Text;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>Lines of aligned cells that fit a width: the widest columns give way first.</summary>
internal sealed class TextGrid
{
    private const int Gap = 2;
    private const int Narrowest = 8;
    private readonly List<StyledText[]> _rows = [];

    /// <summary>Whether there is anything to show.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Which columns stand at the right of theirs, such as numbers.</summary>
    public IReadOnlySet<int> RightAligned { get; init; } = new HashSet<int>();

    /// <summary>Adds a row.</summary>
    public void Add(params StyledText[] cells) => _rows.Add(cells);

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines(TerminalOptions options, string indent)
    {
        if (_rows.Count == 0) yield break;
        var widths = new int[_rows.Max(row => row.Length)];
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++) widths[i] = Math.Max(widths[i], row[i].Width);
        }

        Fit(widths, Math.Max(40, options.Width) - indent.Length);
        foreach (var row in _rows)
        {
            var line = new StringBuilder(indent);
            var pending = 0;
            for (var i = 0; i < row.Length; i++)
            {
                if (widths[i] == 0) continue;
                var cell = row[i].Clip(widths[i]);
                var padding = widths[i] - cell.Width;
                if (cell.Width > 0)
                {
                    line.Append(' ', pending + (RightAligned.Contains(i) ? padding : 0));
                    cell.Write(line, options.Paint);
                    pending = 0;
                }

                pending += Gap + (cell.Width > 0 && RightAligned.Contains(i) ? 0 : padding);
            }

            yield return line.ToString();
        }
    }

    private static void Fit(int[] widths, int available)
    {
        var excess = widths.Sum() + (Gap * (widths.Count(width => width > 0) - 1)) - available;
        while (excess > 0)
        {
            var widest = widths.Max();
            if (widest <= Narrowest) return;
            var next = widths.Where(width => width < widest).DefaultIfEmpty(0).Max();
            var count = widths.Count(width => width == widest);
            var cut = Math.Min(widest - Math.Max(next, Narrowest), (excess + count - 1) / count);
            for (var i = 0; i < widths.Length; i++)
            {
                if (widths[i] != widest) continue;
                widths[i] -= Math.Min(cut, Math.Max(0, excess));
                excess -= cut;
            }
        }
    }
}
