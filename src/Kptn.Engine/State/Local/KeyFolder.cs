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

    /// <summary>Bytes of all files of a key.</summary>
    public static long SizeOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Files come and go while a run writes.
            return 0;
        }
    }

    /// <summary>Moves the folder of a key away in one step and deletes it there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="gone">Where folders go that count for nothing any more.</param>
    /// <exception cref="IOException">It cannot be moved; all is as it was.</exception>
    public static void Remove(string folder, string gone)
    {
        try
        {
            DurableFile.CreateFolder(gone);
            Directory.Move(folder, Path.Combine(gone, Guid.NewGuid().ToString("N")));
            DurableFile.SyncFolder(Path.GetDirectoryName(folder)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("remove the state in", folder, e);
        }

        Sweep(gone);
    }

    /// <summary>Deletes what a kill left of folders that were moved away.</summary>
    public static void Sweep(string gone)
    {
        try
        {
            if (Directory.Exists(gone)) Directory.Delete(gone, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody reads it; the next sweep tries again.
        }
    }
}
