using System.Security.Cryptography;

namespace Kptn.Engine.Mapping;

/// <summary>Makes the identities of many keys: the same as <see cref="ItemId.Of(ReadOnlySpan{byte})"/>, without setting the hash up for each.</summary>
internal sealed class ItemHasher : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ItemId Of(ReadOnlySpan<byte> key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.AppendData(key);
        _hash.GetHashAndReset(digest);
        return ItemId.OfDigest(digest);
    }

    public void Dispose() => _hash.Dispose();
}
