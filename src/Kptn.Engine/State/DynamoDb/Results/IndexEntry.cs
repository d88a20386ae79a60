using System.Globalization;
using System.Security.Cryptography;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>One item of the index of packs. They are numbered without gaps, and each says what all before it said: where one is the same, the others are.</summary>
/// <param name="Number">Its number, from 0 on.</param>
/// <param name="Digest">SHA-256 of the digest of the one before it and of its own bytes.</param>
/// <param name="Bytes">Which results are in which packs.</param>
internal sealed record IndexEntry(long Number, Hash256 Digest, byte[] Bytes)
{
    /// <summary>Sort key in the table, and name of the file.</summary>
    public string Name => NameOf(Number);

    public static string NameOf(long number) => number.ToString("d12", CultureInfo.InvariantCulture);

    /// <summary>The entry that goes on after another.</summary>
    public static IndexEntry After(long number, Hash256 digest, byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> digits = stackalloc byte[Hash256.Size];
        digest.Write(digits);
        hash.AppendData(digits);
        hash.AppendData(bytes);
        return new IndexEntry(number, Hash256.Read(hash.GetHashAndReset()), bytes);
    }
}
