namespace Kptn.Engine.Projects.Toml;

/// <summary>Reads bare, quoted and dotted keys.</summary>
internal sealed class TomlKeyReader(TomlCursor cursor, TomlStringReader strings)
{
    /// <summary>Reads a key into <paramref name="path"/> and the blanks behind it.</summary>
    public bool Read(List<TomlKey> path)
    {
        path.Clear();
        do
        {
            cursor.SkipBlanks();
            var place = cursor.Here;
            if (ReadPart(path.Count > 0) is not { } name) return false;
            path.Add(new TomlKey(name, place));
            cursor.SkipBlanks();
        }
        while (cursor.Take('.'));
        return true;
    }

    private string? ReadPart(bool afterDot)
    {
        if (cursor.Current is '"' or '\'') return strings.ReadKey();
        var start = cursor.Position;
        while (char.IsAsciiLetterOrDigit(cursor.Current) || cursor.Current is '_' or '-') cursor.Position++;
        if (cursor.Position > start) return cursor.Text[start..cursor.Position];
        if (char.IsLetter(cursor.Current) || char.IsSurrogate(cursor.Current))
        {
            cursor.Fail(cursor.Here, $"a key with {cursor.Found()} must stand in quotes");
            return null;
        }

        cursor.FailHere(afterDot ? "expected a key after '.'" : "expected a key");
        return null;
    }
}
