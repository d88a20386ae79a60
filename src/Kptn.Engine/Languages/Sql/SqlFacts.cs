using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages.Sql.Tables;

namespace Kptn.Engine.Languages.Sql;

/// <summary>What is kept of a script: its code's hash, the names of its parameters, and its tables.</summary>
/// <param name="Code">Hash of its code without comments and white space.</param>
/// <param name="MentionsContext">Whether it has <c>KPTN_CONTEXT</c>.</param>
/// <param name="Parameters">Its parameters, each once, in order.</param>
/// <param name="Tables">The tables that it reads and writes.</param>
internal sealed record SqlFacts(Hash256 Code, bool MentionsContext, IReadOnlyList<string> Parameters, SqlTables Tables)
{
    /// <summary>Name and version of what learns them.</summary>
    public const string Normaliser = "sql/2";

    /// <summary>Learns them.</summary>
    public static SqlFacts Of(string sql)
    {
        var tokens = SqlTokenizer.Read(sql);
        var parameters = SqlScript.Read(sql, tokens).Statements
            .Where(statement => !statement.BindsItself)
            .SelectMany(statement => statement.Parameters)
            .Where(parameter => !parameter.IsNumbered)
            .Select(parameter => parameter.Name)
            .Distinct(StringComparer.Ordinal);
        return new SqlFacts(Hash256.Of(SqlCode.Of(sql, tokens)), sql.Contains("KPTN_CONTEXT", StringComparison.Ordinal), [.. parameters], SqlTables.Of(sql, tokens));
    }

    /// <summary>Reads them as they were kept.</summary>
    public static SqlFacts From(byte[] kept)
    {
        using var reader = new BinaryReader(new MemoryStream(kept), Encoding.UTF8);
        var code = Hash256.Read(reader.ReadBytes(Hash256.Size));
        var mentions = reader.ReadBoolean();
        var parameters = new string[reader.ReadInt32()];
        for (var i = 0; i < parameters.Length; i++) parameters[i] = reader.ReadString();
        return new SqlFacts(code, mentions, parameters, SqlTables.From(reader));
    }

    /// <summary>What is kept.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        Span<byte> hash = stackalloc byte[Hash256.Size];
        Code.Write(hash);
        writer.Write(hash);
        writer.Write(MentionsContext);
        writer.Write(Parameters.Count);
        foreach (var name in Parameters) writer.Write(name);
        Tables.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
