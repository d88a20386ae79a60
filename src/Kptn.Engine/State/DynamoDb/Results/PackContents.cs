using System.Buffers.Binary;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>Which results are in a pack.</summary>
/// <param name="Pack">Hash of the pack, which is its name.</param>
/// <param name="Results">Hashes of the results.</param>
internal sealed record PackContents(Hash256 Pack, IReadOnlyList<Hash256> Results)
{
    private const int Head = Hash256.Size + sizeof(int);

    /// <summary>Bytes that it takes in the index.</summary>
    public int Size => Head + (Results.Count * Hash256.Size);

    /// <summary>Writes some, one after another.</summary>
    public static byte[] Write(IReadOnlyCollection<PackContents> packs)
    {
        var bytes = new byte[packs.Sum(pack => pack.Size)];
        var rest = bytes.AsSpan();
        foreach (var pack in packs)
        {
            pack.Pack.Write(rest);
            BinaryPrimitives.WriteInt32BigEndian(rest[Hash256.Size..], pack.Results.Count);
            rest = rest[Head..];
            foreach (var result in pack.Results)
            {
                result.Write(rest);
                rest = rest[Hash256.Size..];
            }
        }

        return bytes;
    }

    /// <summary>Reads what was written, as far as it makes sense.</summary>
    public static List<PackContents> Read(ReadOnlySpan<byte> bytes)
    {
        var packs = new List<PackContents>();
        while (bytes.Length >= Head)
        {
            var (pack, count) = (Hash256.Read(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[Hash256.Size..]));
            bytes = bytes[Head..];
            if (count < 0 || count > bytes.Length / Hash256.Size) break;
            var results = new Hash256[count];
            for (var number = 0; number < count; number++) results[number] = Hash256.Read(bytes[(number * Hash256.Size)..]);
            bytes = bytes[(count * Hash256.Size)..];
            packs.Add(new PackContents(pack, results));
        }

        return packs;
    }
}
