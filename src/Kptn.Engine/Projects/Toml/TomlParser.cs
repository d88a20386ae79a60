namespace Kptn.Engine.Projects.Toml;

/// <summary>Reads a document statement by statement.</summary>
internal sealed class TomlParser
{
    private readonly TomlCursor _cursor;
    private readonly TomlKeyReader _keys;
    private readonly TomlTables _tables;
    private readonly TomlValueReader _values;
    private readonly List<TomlKey> _path = [];

    public TomlParser(string text, string file)
    {
        _cursor = new TomlCursor(text, file);
        var strings = new TomlStringReader(_cursor);
        _keys = new TomlKeyReader(_cursor, strings);
        _tables = new TomlTables(_cursor);
        _values = new TomlValueReader(_cursor, strings, _keys, _tables);
    }

    public TomlDocument Parse()
    {
        var table = _tables.Root;
        while (_cursor.SkipVoid() && !_cursor.AtEnd)
        {
            if (_cursor.Current == '[')
            {
                if (Header() is not { } opened) break;
                table = opened;
            }
            else if (!_values.ReadPair(table, _path) || !_cursor.EndStatement("expected the end of the line after the value"))
            {
                break;
            }
        }

        return _cursor.Error is { } error ? new TomlDocument(null, error) : new TomlDocument(_tables.Root.Node, null);
    }

    private TomlTable? Header()
    {
        var place = _cursor.Here;
        _cursor.Position++;
        var element = _cursor.Take('[');
        if (!_keys.Read(_path)) return null;
        if (!_cursor.Take(']') || (element && !_cursor.Take(']')))
        {
            _cursor.FailHere(element ? "expected ']]' after the name of the array of tables" : "expected ']' after the name of the table");
            return null;
        }

        var table = _tables.Header(_path, place, element);
        return _cursor.EndStatement("expected the end of the line after the table's name") ? table : null;
    }
}
