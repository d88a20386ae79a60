namespace Kptn.Engine.Languages.R;

/// <summary>What a script pulls in.</summary>
/// <param name="Sources">In order.</param>
/// <param name="MovesAbout">Whether it changes the working folder in a way that cannot be told without running it.</param>
/// <param name="MentionsContext">Whether its text has <c>KPTN_CONTEXT</c>.</param>
internal sealed record RSources(IReadOnlyList<RSource> Sources, bool MovesAbout, bool MentionsContext)
{
    /// <summary>Name and version of the facts' form and of the rules that found them.</summary>
    public const string Normaliser = "r-sources/1";

    /// <summary>The form kept between runs.</summary>
    public byte[] ToFacts()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(MovesAbout);
            writer.Write(MentionsContext);
            writer.Write7BitEncodedInt(Sources.Count);
            foreach (var source in Sources)
            {
                writer.Write((byte)source.Kind);
                writer.Write((byte)source.Path.Base);
                writer.Write(source.Path.Text ?? "");
                writer.Write(source.Path.Listing is not null);
                writer.Write(source.Path.Listing ?? "");
                writer.Write(source.Path.Recursive);
                writer.Write7BitEncodedInt(source.Line);
                writer.Write7BitEncodedInt(source.Column);
                writer.Write(source.IsGuarded);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Reads the form kept between runs.</summary>
    public static RSources FromFacts(byte[] facts)
    {
        using var reader = new BinaryReader(new MemoryStream(facts));
        var (moves, mentions) = (reader.ReadBoolean(), reader.ReadBoolean());
        var sources = new RSource[reader.Read7BitEncodedInt()];
        for (var i = 0; i < sources.Length; i++)
        {
            var kind = (RSourceKind)reader.ReadByte();
            var (start, text) = ((RPathBase)reader.ReadByte(), reader.ReadString());
            var (isListing, listing, recursive) = (reader.ReadBoolean(), reader.ReadString(), reader.ReadBoolean());
            var path = new RPath(start, text, isListing ? listing : null, recursive);
            sources[i] = new RSource(kind, path, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.ReadBoolean());
        }

        return new RSources(sources, moves, mentions);
    }
}
