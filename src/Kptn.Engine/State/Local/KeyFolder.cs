using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Kptn.Engine.State.Local;

/// <summary>
/// Folders of a storage key and a namespace. Their names are for people, made distinct by a hash of the exact text, so that no text leaves
/// the state folder and no file system folds two into one. The true names stand in the log.
/// </summary>
internal static class KeyFolder
{
    private const int LongestSlug = 40;

    public static string Of(string root, StateKey key) => Path.Combine(root, Name(key.StorageKey), Name(key.Namespace));

    public static string Name(string text)
    {
        Span<char> slug = stackalloc char[LongestSlug];
        var length = 0;
        foreach (var letter in text)
        {
            if (length == LongestSlug) break;
            var safe = char.IsAsciiLetterOrDigit(letter);
            if (safe || (length > 0 && slug[length - 1] != '_')) slug[length++] = safe ? letter : '_';
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return $"{slug[..length].TrimEnd('_')}-{Convert.ToHexStringLower(hash[..6])}".TrimStart('-');
    }
}
