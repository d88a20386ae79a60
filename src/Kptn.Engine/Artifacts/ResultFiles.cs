using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts;

/// <summary>Results of tasks as files named by their hash, so that equal results are kept once and none is ever overwritten.</summary>
/// <param name="folder">The folder that holds them.</param>
public sealed class ResultFiles(string folder)
{
    /// <summary>Where the result with a hash lies.</summary>
    /// <param name="hash">Hash of its canonical JSON.</param>
    public string PathOf(Hash256 hash)
    {
        var hex = hash.ToString();
        return Path.Combine(folder, hex[..2], hex[2..]);
    }

    /// <summary>Takes a finished file in. The file is moved; its content must be durable already.</summary>
    /// <param name="temporary">The file, on the same file system.</param>
    /// <returns>Its hash and size in bytes.</returns>
    public (Hash256 Hash, long Size) Take(string temporary)
    {
        var hash = FileIndex.HashContent(temporary);
        var size = new FileInfo(temporary).Length;
        var path = PathOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporary, path, overwrite: true);
        return (hash, size);
    }
}
