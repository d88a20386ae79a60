using System.Buffers;
using System.Globalization;
using System.Text;

namespace Kptn.Engine.Projects.Toml;

/// <summary>Where the reader is in the text, what it skips between tokens, and the first error.</summary>
internal sealed class TomlCursor(string text, string file)
{
    public const string Code = "toml-syntax";

    private static readonly SearchValues<char> NotInComments = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f");

    private int _line = 1;
    private int _lineStart;

    public string Text { get; } = text;

    public int Position { get; set; }

    public Finding? Error { get; private set; }

    public bool AtEnd => Position >= Text.Length;

    public char Current => Position < Text.Length ? Text[Position] : '\0';

    public bool AtLineBreak => Current == '\n' || (Current == '\r' && Peek(1) == '\n');

    public Place Here => At(Position);

    public ReadOnlySpan<char> Rest => Text.AsSpan(Position);

    public char Peek(int offset) => Position + offset < Text.Length ? Text[Position + offset] : '\0';

    /// <summary>The place of a position on the current line.</summary>
    public Place At(int position) => new(file, _line, position - _lineStart + 1);

    public bool Fail(Place place, string message, string expected = "", string suggestion = "")
    {
        Error ??= new Finding(Code, place, message, expected, suggestion);
        return false;
    }

    public bool FailHere(string wanted) => Fail(Here, $"{wanted}, found {Found()}");

    public bool Take(char c)
    {
        if (AtEnd || Text[Position] != c) return false;
        Position++;
        return true;
    }

    public void SkipBlanks()
    {
        while (Current is ' ' or '\t') Position++;
    }

    public bool TakeLineBreak()
    {
        if (!AtLineBreak) return false;
        Position += Current == '\n' ? 1 : 2;
        _line++;
        _lineStart = Position;
        return true;
    }

    /// <summary>Skips what may stand between the values of an array or between statements.</summary>
    public bool SkipVoid()
    {
        do
        {
            SkipBlanks();
            if (!SkipComment()) return false;
        }
        while (TakeLineBreak());
        return true;
    }

    public bool EndStatement(string wanted)
    {
        SkipBlanks();
        if (!SkipComment()) return false;
        return AtEnd || TakeLineBreak() || FailHere(wanted);
    }

    public bool FailControl() => Fail(Here, $"the control character {Found()} is not allowed here", Current == '\r' ? "a line break is LF or CR LF" : "");

    /// <summary>What stands at the current position, in words.</summary>
    public string Found()
    {
        if (AtEnd) return "the end of the file";
        if (AtLineBreak) return "the end of the line";
        if (Rune.TryGetRuneAt(Text, Position, out var rune) && IsVisible(rune)) return $"'{rune}'";
        return $"U+{rune.Value:X4}";
    }

    private bool SkipComment()
    {
        if (Current != '#') return true;
        var length = Rest.IndexOfAny(NotInComments);
        Position = length < 0 ? Text.Length : Position + length;
        return AtEnd || AtLineBreak || FailControl();
    }

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
