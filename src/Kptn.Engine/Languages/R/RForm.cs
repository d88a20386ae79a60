using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.R;

/// <summary>What a normaliser made of a script: the hash of its canonical form, or where it is not R.</summary>
internal sealed record RForm(Hash256 Hash, RSyntaxError? Error)
{
    /// <summary>Name and version of R's own parser with our reading of its trees.</summary>
    public const string Parser = "r-parser/1";

    /// <summary>Name and version of our own token rules.</summary>
    public const string Tokens = "r-tokens/1";

    /// <summary>Under this it is kept that R gave no answer, so that it is not asked again for the same content.</summary>
    public const string Declined = "r-declined/1";

    /// <summary>The form kept between runs.</summary>
    public byte[] ToFacts()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(Error is null);
            if (Error is null)
            {
                Span<byte> hash = stackalloc byte[Hash256.Size];
                Hash.Write(hash);
                writer.Write(hash);
            }
            else
            {
                writer.Write(Error.Message);
                writer.Write7BitEncodedInt(Error.Line);
                writer.Write7BitEncodedInt(Error.Column);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Reads the form kept between runs.</summary>
    public static RForm FromFacts(byte[] facts)
    {
        if (facts is [1, .. var hash]) return new RForm(Hash256.Read(hash), null);
        using var reader = new BinaryReader(new MemoryStream(facts, 1, facts.Length - 1));
        return new RForm(default, new RSyntaxError(reader.ReadString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt()));
    }
}
