namespace Kptn.Engine.Languages.Shell;

/// <summary>A file that a shell script runs or sources.</summary>
/// <param name="Path">The path as written, without its leading script folder.</param>
/// <param name="IsOwn">Whether it starts from the script's own folder.</param>
/// <param name="IsShell">Whether it is a shell script, to be followed in turn.</param>
/// <param name="Line">Line, from one.</param>
/// <param name="Column">Column, from one.</param>
internal sealed record ShellSource(string Path, bool IsOwn, bool IsShell, int Line, int Column)
{
    /// <summary>Name and version of the facts' form and of the rules that found them.</summary>
    public const string Normaliser = "shell-sources/1";

    /// <summary>The form kept between runs.</summary>
    public static byte[] ToFacts(IReadOnlyList<ShellSource> sources)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write7BitEncodedInt(sources.Count);
            foreach (var source in sources)
            {
                writer.Write(source.Path);
                writer.Write(source.IsOwn);
                writer.Write(source.IsShell);
                writer.Write7BitEncodedInt(source.Line);
                writer.Write7BitEncodedInt(source.Column);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Reads the form kept between runs.</summary>
    public static IReadOnlyList<ShellSource> FromFacts(byte[] facts)
    {
        using var reader = new BinaryReader(new MemoryStream(facts));
        var sources = new ShellSource[reader.Read7BitEncodedInt()];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = new ShellSource(reader.ReadString(), reader.ReadBoolean(), reader.ReadBoolean(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        }

        return sources;
    }
}
