using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>This machine's copy of the index of packs: a file for each entry, which processes may write at once, for they write the same. It may be lost at any time.</summary>
/// <param name="folder">The folder.</param>
internal sealed class PackIndexFiles(string folder)
{
    /// <summary>Reads the entries up to the first that is missing, damaged, or of another index.</summary>
    public IEnumerable<IndexEntry> Read()
    {
        var digest = default(Hash256);
        for (var number = 0L; ReadBytes(number) is { Length: >= Hash256.Size } bytes; number++)
        {
            var entry = IndexEntry.After(number, digest, bytes[Hash256.Size..]);
            if (entry.Digest != Hash256.Read(bytes)) yield break;
            digest = entry.Digest;
            yield return entry;
        }
    }

    /// <summary>Keeps an entry, where it can be.</summary>
    public void Write(IndexEntry entry)
    {
        var bytes = new byte[Hash256.Size + entry.Bytes.Length];
        entry.Digest.Write(bytes);
        entry.Bytes.CopyTo(bytes, Hash256.Size);
        var temporary = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, Path.Combine(folder, entry.Name), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process asks the table for it again.
            DurableFile.DeleteIfPossible(temporary);
        }
    }

    private byte[]? ReadBytes(long number)
    {
        try
        {
            var path = Path.Combine(folder, IndexEntry.NameOf(number));
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
