using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Toml;

/// <summary>Reads values, and the pairs of tables and inline tables.</summary>
internal sealed class TomlValueReader(TomlCursor cursor, TomlStringReader strings, TomlKeyReader keys, TomlTables tables)
{
    private readonly TomlScalarReader _scalars = new(cursor);

    /// <summary>Reads <c>key = value</c> into a table.</summary>
    public bool ReadPair(TomlTable table, List<TomlKey> path)
    {
        if (!keys.Read(path)) return false;
        if (!cursor.Take('=')) return cursor.FailHere($"expected '=' after the key '{TomlKey.Join(path, path.Count)}'");
        if (tables.Holder(table, path) is not { } holder) return false;
        var key = path[^1];
        cursor.SkipBlanks();
        if (Read(holder.Depth + 1, "expected a value after '='") is not { } value) return false;
        holder.Add(key, value);
        return true;
    }

    private YamlNode? Read(int depth, string wanted)
    {
        var place = cursor.Here;
        switch (cursor.Current)
        {
            case '"' or '\'':
                return strings.Read() is { } text ? new YamlScalar(place, text, text) : null;
            case '[' or '{' when depth > TomlReader.MaxDepth:
                cursor.Fail(place, $"values lie more than {TomlReader.MaxDepth} levels deep in each other");
                return null;
            case '[':
                return ReadArray(place, depth);
            case '{':
                return ReadInlineTable(place, depth);
            default:
                return _scalars.Read(wanted);
        }
    }

    private YamlList? ReadArray(Place place, int depth)
    {
        cursor.Position++;
        var items = new List<YamlNode>();
        while (cursor.SkipVoid())
        {
            if (cursor.Take(']')) return new YamlList(place, items);
            if (cursor.AtEnd) break;
            if (Read(depth + 1, "expected a value or ']' in the array") is not { } item || !cursor.SkipVoid()) return null;
            items.Add(item);
            if (cursor.Take(',') || cursor.Current == ']') continue;
            if (cursor.AtEnd) break;
            cursor.FailHere("expected ',' or ']' in the array");
            return null;
        }

        cursor.Fail(place, "the array that starts here is never closed", "']' at its end");
        return null;
    }

    private YamlMap? ReadInlineTable(Place place, int depth)
    {
        cursor.Position++;
        var table = new TomlTable(place, TomlTableKind.Dotted, depth);
        var path = new List<TomlKey>();
        cursor.SkipBlanks();
        if (cursor.Take('}')) return table.Node;
        do
        {
            cursor.SkipBlanks();
            if (cursor.Current == '}' && table.Node.Entries.Count > 0)
            {
                cursor.Fail(cursor.Here, "an inline table cannot end with a comma");
                return null;
            }

            if (AtEndOfLine(place) || !ReadPair(table, path)) return null;
            cursor.SkipBlanks();
        }
        while (cursor.Take(','));
        if (cursor.Take('}')) return table.Node;
        if (!AtEndOfLine(place)) cursor.FailHere("expected ',' or '}' in the inline table");
        return null;
    }

    private bool AtEndOfLine(Place start)
    {
        if (!cursor.AtEnd && !cursor.AtLineBreak && cursor.Current != '#') return false;
        cursor.Fail(start, "the inline table that starts here does not end on its line", "'}' before the line ends", "use a [table] for more than one line");
        return true;
    }
}
