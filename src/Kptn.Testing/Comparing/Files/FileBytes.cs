using System.Security.Cryptography;

namespace Kptn.Testing.Comparing.Files;

/// <summary>Files as bytes.</summary>
internal static class FileBytes
{
    private const int Part = 1 << 18;

    /// <summary>The first byte in which two files differ; -1 where they are equal.</summary>
    public static long FirstDifference(string oldFile, string newFile, CancellationToken cancellation)
    {
        using var before = Open(oldFile);
        using var after = Open(newFile);
        var size = (int)Math.Clamp(before.Length, 1, Part);
        var (one, other) = (new byte[size], new byte[size]);
        for (long at = 0; ; at += size)
        {
            cancellation.ThrowIfCancellationRequested();
            var (count, otherCount) = (before.ReadAtLeast(one, size, throwOnEndOfStream: false), after.ReadAtLeast(other, size, throwOnEndOfStream: false));
            var shared = one.AsSpan(0, count).CommonPrefixLength(other.AsSpan(0, otherCount));
            if (shared < count || shared < otherCount) return at + shared;
            if (count == 0) return -1;
        }
    }

    /// <summary>The SHA-256 of a file in lower-case hexadecimal digits.</summary>
    public static string Hash(string path)
    {
        using var file = Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The first bytes of a file.</summary>
    public static byte[] Start(string path, int count)
    {
        using var file = Open(path);
        var start = new byte[(int)Math.Min(count, file.Length)];
        return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
