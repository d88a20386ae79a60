using System.Text;

namespace Kptn.Engine.Languages.Shell;

/// <summary>Splits shell text into commands and their words. Runs and expands nothing.</summary>
internal sealed class ShellWords
{
    private const int MaxDepth = 8;
    private readonly string _text;
    private readonly int _depth;
    private readonly int _firstLine;
    private readonly List<IReadOnlyList<ShellWord>> _commands;
    private readonly StringBuilder _word = new();
    private List<ShellWord> _words = [];
    private bool _inWord;
    private bool _isTarget;
    private int _at;
    private int _wordAt;
    private int _line;
    private int _lineStart;
    private (int Line, int Column) _wordPlace;

    private ShellWords(string text, List<IReadOnlyList<ShellWord>> commands, int line, int depth)
    {
        _text = text;
        _commands = commands;
        _firstLine = _line = line;
        _depth = depth;
    }

    /// <summary>The commands of a script or command line, those in <c>$(…)</c> too.</summary>
    public static IReadOnlyList<IReadOnlyList<ShellWord>> Split(string text)
    {
        var commands = new List<IReadOnlyList<ShellWord>>();
        new ShellWords(text, commands, 1, 0).Run();
        return commands;
    }

    private void Run()
    {
        while (_at < _text.Length) Next(_text[_at]);
        EndCommand();
    }

    private void Next(char c)
    {
        switch (c)
        {
            case '\n':
                EndCommand();
                _at++;
                (_line, _lineStart) = (_line + 1, _at);
                break;
            case ' ' or '\t' or '\r':
                EndWord();
                _at++;
                break;
            case ';' or '|' or '&' or '(' or ')':
                EndCommand();
                _at++;
                break;
            case '<' or '>':
                EndWord();
                _isTarget = c == '>';
                _at++;
                break;
            case '#' when !_inWord:
                while (_at < _text.Length && _text[_at] != '\n') _at++;
                break;
            case '\'':
                StartWord();
                var end = _text.IndexOf('\'', _at + 1);
                if (end < 0) end = _text.Length;
                Append(_at + 1, end);
                _at = end + 1;
                break;
            case '"':
                Double();
                break;
            case '\\':
                Escape();
                break;
            case '$' or '`':
                Expansion();
                break;
            default:
                StartWord();
                _word.Append(c);
                _at++;
                break;
        }
    }

    private void Double()
    {
        StartWord();
        _at++;
        while (_at < _text.Length && _text[_at] != '"')
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length) Escape();
            else if (_text[_at] is '$' or '`') Expansion();
            else
            {
                Append(_at, _at + 1);
                _at++;
            }
        }

        _at++;
    }

    private void Escape()
    {
        if (_at + 1 < _text.Length && _text[_at + 1] == '\n')
        {
            _at += 2;
            (_line, _lineStart) = (_line + 1, _at);
            return;
        }

        StartWord();
        if (_at + 1 < _text.Length) _word.Append(_text[_at + 1]);
        _at += 2;
    }

    private void Expansion()
    {
        StartWord();
        var start = _at;
        if (_text[_at] == '`') _at = Behind(_text.IndexOf('`', _at + 1));
        else if (_at + 1 < _text.Length && _text[_at + 1] == '{') _at = Behind(_text.IndexOf('}', _at));
        else if (_at + 1 < _text.Length && _text[_at + 1] == '(') _at = Balanced(_at + 1);
        else _at++;
        var text = _text[start.._at];
        _word.Append(text);
        var line = _line;
        CountLines(start, _at);
        if (_depth >= MaxDepth || text.Length < 3) return;
        if (text[0] == '`') new ShellWords(text[1..].TrimEnd('`'), _commands, line, _depth + 1).Run();
        else if (text[1] == '(') new ShellWords(text[^1] == ')' ? text[2..^1] : text[2..], _commands, line, _depth + 1).Run();
    }

    private int Balanced(int open)
    {
        var depth = 0;
        var quote = '\0';
        for (var i = open; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c == '\\') i++;
            else if (quote == '\'') quote = c == '\'' ? '\0' : quote;
            else if (c == '\'' && quote == '\0') quote = '\'';
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) return i + 1;
        }

        return _text.Length;
    }

    private int Behind(int found) => found < 0 ? _text.Length : found + 1;

    private void Append(int from, int to)
    {
        to = Math.Min(to, _text.Length);
        _word.Append(_text, from, to - from);
        CountLines(from, to);
    }

    private void CountLines(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (_text[i] == '\n') (_line, _lineStart) = (_line + 1, i + 1);
        }
    }

    private void StartWord()
    {
        if (_inWord) return;
        _inWord = true;
        _wordAt = _at;
        _wordPlace = (_line, _line == _firstLine && _depth > 0 ? 1 : _wordAt - _lineStart + 1);
    }

    private void EndWord()
    {
        if (!_inWord) return;
        _words.Add(new ShellWord(_word.ToString(), _wordPlace.Line, _wordPlace.Column, _isTarget));
        _isTarget = false;
        _word.Clear();
        _inWord = false;
    }

    private void EndCommand()
    {
        EndWord();
        if (_words.Count == 0) return;
        _commands.Add(_words);
        _words = [];
    }
}
