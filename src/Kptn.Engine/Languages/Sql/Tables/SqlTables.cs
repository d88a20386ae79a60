namespace Kptn.Engine.Languages.Sql.Tables;

/// <summary>The tables of a script, each once, in order. Tables and views that it makes for itself and drops again, and temporary ones, are none.</summary>
/// <param name="Reads">Tables that must be there before it runs: what it queries or changes without having made it.</param>
/// <param name="Writes">Tables that it makes, fills, changes or drops.</param>
internal sealed record SqlTables(IReadOnlyList<SqlTableName> Reads, IReadOnlyList<SqlTableName> Writes)
{
    /// <summary>None.</summary>
    public static SqlTables None { get; } = new([], []);

    /// <summary>Finds the tables of a script.</summary>
    /// <param name="sql">Its text.</param>
    /// <param name="tokens">Its tokens.</param>
    public static SqlTables Of(string sql, IReadOnlyList<SqlToken> tokens)
    {
        var found = new SqlTableUses(sql);
        var statements = new SqlTableStatements(new SqlCursor(sql, tokens), found);
        var from = 0;
        for (var i = 0; i <= tokens.Count; i++)
        {
            if (i < tokens.Count && !tokens[i].Is(sql, ';')) continue;
            if (i > from) statements.Read(from, i);
            from = i + 1;
        }

        return found.All;
    }

    /// <summary>Reads them as they were kept.</summary>
    public static SqlTables From(BinaryReader reader) => new(Names(reader), Names(reader));

    /// <summary>Keeps them.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var names in new[] { Reads, Writes })
        {
            writer.Write(names.Count);
            foreach (var name in names)
            {
                writer.Write(name.Catalog);
                writer.Write(name.Schema);
                writer.Write(name.Name);
                writer.Write(name.Line);
                writer.Write(name.Column);
            }
        }
    }

    private static SqlTableName[] Names(BinaryReader reader)
    {
        var names = new SqlTableName[reader.ReadInt32()];
        for (var i = 0; i < names.Length; i++) names[i] = new SqlTableName(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
        return names;
    }
}
