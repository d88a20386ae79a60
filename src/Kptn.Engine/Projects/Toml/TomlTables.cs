using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Toml;

/// <summary>The rules of which header or dotted key may define or add to which table.</summary>
internal sealed class TomlTables(TomlCursor cursor)
{
    public TomlTable Root { get; } = new(cursor.At(0), TomlTableKind.Header, 0);

    /// <summary>The table that <c>[path]</c> or <c>[[path]]</c> opens.</summary>
    public TomlTable? Header(List<TomlKey> path, Place place, bool element)
    {
        var table = Root;
        for (var i = 0; i < path.Count - 1; i++)
        {
            var at = table.IndexOf(path[i].Name);
            var next = table.OpenAt(at);
            if (next is null)
            {
                if (!MayAdd(table, at, path, i)) return null;
                next = table.AddTable(path[i], place, TomlTableKind.Implied);
            }

            table = next;
        }

        var key = path[^1];
        var index = table.IndexOf(key.Name);
        if (table.OpenAt(index) is not { } known)
        {
            if (!MayAdd(table, index, path, path.Count - 1)) return null;
            return element ? table.AddArray(key, place) : table.AddTable(key, place, TomlTableKind.Header);
        }

        if (element && known.Siblings is { } siblings) return table.AddElement(index, place, siblings);
        if (!element && known.Kind == TomlTableKind.Implied)
        {
            (known.Kind, known.DefinedAt) = (TomlTableKind.Header, place);
            return known;
        }

        return Refuse(path, known, element);
    }

    /// <summary>The table that holds the last part of a dotted key.</summary>
    public TomlTable? Holder(TomlTable table, List<TomlKey> path)
    {
        for (var i = 0; i < path.Count - 1; i++)
        {
            var at = table.IndexOf(path[i].Name);
            var next = table.OpenAt(at);
            if (next is null)
            {
                if (!MayAdd(table, at, path, i)) return null;
                next = table.AddTable(path[i], path[i].Place, TomlTableKind.Dotted);
            }
            else if (next.Kind is TomlTableKind.Header or TomlTableKind.Element)
            {
                cursor.Fail(
                    path[i].Place,
                    $"'{TomlKey.Join(path, i + 1)}' is already {(next.Siblings is null ? "a table" : "an array of tables")} since line {next.DefinedAt.Line}",
                    "",
                    "put the key below that header");
                return null;
            }

            next.Kind = TomlTableKind.Dotted;
            table = next;
        }

        return MayAdd(table, table.IndexOf(path[^1].Name), path, path.Count - 1) ? table : null;
    }

    private bool MayAdd(TomlTable table, int index, List<TomlKey> path, int part)
    {
        var key = path[part];
        if (table.Depth >= TomlReader.MaxDepth) return cursor.Fail(key.Place, $"tables lie more than {TomlReader.MaxDepth} levels deep in each other");
        if (index < 0) return true;
        var entry = table[index];
        var name = TomlKey.Join(path, part + 1);
        if (part == path.Count - 1 && path.Count == 1 && entry.Value is YamlScalar)
        {
            return cursor.Fail(key.Place, $"the key '{name}' is already set at line {entry.KeyPlace.Line}", "", "remove one of the two");
        }

        return cursor.Fail(key.Place, $"'{name}' is already {Kind(entry.Value)} since line {entry.KeyPlace.Line} and cannot be added to or replaced");
    }

    private TomlTable? Refuse(List<TomlKey> path, TomlTable known, bool element)
    {
        var (name, place) = (TomlKey.Join(path, path.Count), path[^1].Place);
        var line = known.DefinedAt.Line;
        if (known.Siblings is not null) cursor.Fail(place, $"'{name}' is already an array of tables since line {line}", $"[[{name}]]");
        else if (element) cursor.Fail(place, $"'{name}' is already a table since line {line}", "", "[[ ]] adds to an array of tables");
        else if (known.Kind == TomlTableKind.Header) cursor.Fail(place, $"the table [{name}] is already defined at line {line}", "", $"put all its keys under that [{name}]");
        else cursor.Fail(place, $"the table '{name}' is already defined by dotted keys at line {line}", "", "put all its keys in one place");
        return null;
    }

    private static string Kind(YamlNode node) => node switch
    {
        YamlMap => "a table",
        YamlList => "an array",
        _ => "a value",
    };
}
