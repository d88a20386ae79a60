using System.Security.Cryptography;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.DynamoDb.Mirrors;

/// <summary>Compares the start of a file with what the table has.</summary>
internal static class FilePrefix
{
    private const int Part = 1 << 17;

    /// <summary>Bytes of a file; 0 where there is none.</summary>
    public static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Whether a file starts with all that counts of a stream.</summary>
    public static bool Is(string path, StreamHead head)
    {
        using var hash = HashOf(path, head.Bytes);
        return hash is not null && Hash256.Read(hash.GetCurrentHash()) == head.Digest;
    }

    /// <summary>The hash of the first bytes of a file, to go on with; <see langword="null"/> where it has fewer.</summary>
    public static IncrementalHash? HashOf(string path, long bytes)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (bytes == 0) return hash;
        if (LengthOf(path) >= bytes)
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, LogFile.AnyShare);
            var part = new byte[Part];
            var at = 0L;
            while (at < bytes && FileBytes.Read(handle, part.AsSpan(0, (int)Math.Min(Part, bytes - at)), at) is > 0 and var count)
            {
                hash.AppendData(part, 0, count);
                at += count;
            }

            if (at == bytes) return hash;
        }

        hash.Dispose();
        return null;
    }

    /// <summary>How many bytes two files have in common at their start.</summary>
    public static long CommonTo(string one, string other)
    {
        using var first = File.OpenHandle(one, FileMode.Open, FileAccess.Read, LogFile.AnyShare);
        using var second = File.OpenHandle(other, FileMode.Open, FileAccess.Read, LogFile.AnyShare);
        var (left, right) = (new byte[Part], new byte[Part]);
        for (var at = 0L; ; at += Part)
        {
            var (a, b) = (FileBytes.Read(first, left, at), FileBytes.Read(second, right, at));
            var common = left.AsSpan(0, a).CommonPrefixLength(right.AsSpan(0, b));
            if (common < Part) return at + common;
        }
    }
}
