namespace Kptn.Tool.Terminal.Reviews;

/// <summary>A page of a review: what it is about, some of it, and what can be done.</summary>
/// <param name="screen">Colours.</param>
internal sealed class ReviewPage(Screen screen)
{
    private const int SmallHeight = 12;
    private (IReadOnlyList<string> Body, int Width, List<string> Rows)? _wrapped;

    /// <summary>Lines about what is shown; the first has something at its right end.</summary>
    public IReadOnlyList<string> Head { get; set; } = [];

    /// <summary>What stands at the right end of the first line, where there is room.</summary>
    public string Corner { get; set; } = "";

    /// <summary>The lines that are scrolled.</summary>
    public IReadOnlyList<string> Body { get; set; } = [];

    /// <summary>The first row of the body that is shown.</summary>
    public int Top { get; set; }

    /// <summary>What just happened, or what is asked.</summary>
    public string Message { get; set; } = "";

    /// <summary>The keys, with what they do; those of the highest rank are left out first.</summary>
    public IReadOnlyList<(string Key, string Effect, int Rank)> Keys { get; set; } = [];

    /// <summary>Rows of the body that are shown at once.</summary>
    public int PageRows { get; private set; } = 1;

    /// <summary>The page for a window of some size; moves <see cref="Top"/> so that there is something to see.</summary>
    public IReadOnlyList<string> Rows(int width, int height)
    {
        var isSmall = height < SmallHeight;
        var head = new List<string> { Title(width) };
        if (!isSmall) head.AddRange(Head.Skip(1).Select(line => StyledRows.Clip(line, width)));
        if (!isSmall) head.Add(Rule("", width));
        if (_wrapped?.Body != Body || _wrapped?.Width != width) _wrapped = (Body, width, [.. Body.SelectMany(line => StyledRows.Wrap(line, width))]);
        var body = _wrapped.Value.Rows;
        var foot = isSmall ? 1 : 3;
        PageRows = Math.Max(1, height - head.Count - foot);
        Top = Math.Clamp(Top, 0, Math.Max(0, body.Count - PageRows));
        var shown = body.Skip(Top).Take(PageRows).ToList();
        var rows = new List<string>([.. head, .. shown, .. Enumerable.Repeat("", PageRows - shown.Count)]);
        if (!isSmall) rows.Add(Rule(Position(body.Count, shown.Count), width));
        if (!isSmall) rows.Add(StyledRows.Clip(screen.Paint(Message, Colour.Yellow), width));
        rows.Add(isSmall && Message.Length > 0 ? StyledRows.Clip(screen.Paint(Message, Colour.Yellow), width) : KeyBar(width));
        return [.. rows.Take(height)];
    }

    private string Title(int width)
    {
        var title = Head.Count > 0 ? Head[0] : "";
        var room = width - StyledRows.Columns(title) - StyledRows.Columns(Corner);
        return room >= 2 ? title + new string(' ', room) + screen.Paint(Corner, Colour.Dim) : StyledRows.Clip(title, width);
    }

    private string Position(int all, int shown)
    {
        if (all <= shown) return "";
        return Top + shown < all ? $" {Top + 1}–{Top + shown} of {all} lines · space for more " : $" {Top + 1}–{Top + shown} of {all} lines · the end ";
    }

    private string Rule(string text, int width) => screen.Paint($"──{text}{new string('─', Math.Max(0, width - 2 - text.Length))}", Colour.Dim);

    private string KeyBar(int width)
    {
        var keys = Keys.ToList();
        while (keys.Count > 1 && keys.Sum(key => key.Key.Length + key.Effect.Length + 3) - 2 > width) keys.Remove(keys.MaxBy(key => key.Rank));
        return string.Join("  ", keys.Select(key => $"{screen.Paint(key.Key, Colour.Bold)} {key.Effect}"));
    }
}
