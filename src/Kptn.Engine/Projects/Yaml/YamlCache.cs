using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Projects.Yaml;

/// <summary>Keeps the tree of a large YAML file by the hash of its content, since reading it again costs more than all else that a run with nothing to do does.</summary>
internal static class YamlCache
{
    /// <summary>Files below this size are read as fast as their cache would be.</summary>
    private const int Smallest = 64 * 1024;
    private static readonly byte[] Magic = "kptnyc2\n"u8.ToArray();

    /// <summary>Reads a document through the cache. Only documents without findings are kept.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="file">The file's name in places.</param>
    /// <param name="cachePath">The cache file.</param>
    public static YamlDocument Read(byte[] bytes, string file, string cachePath)
    {
        if (bytes.Length < Smallest) return YamlReader.Read(bytes, file);
        var hash = Hash256.Of(bytes);
        if (Load(cachePath, hash, file) is { } root) return new YamlDocument(root, []);
        var document = YamlReader.Read(bytes, file);
        if (document is { Root: not null, Findings.Count: 0 }) CacheFile.Write(cachePath, writer => Save(writer, hash, document.Root));
        return document;
    }

    private static YamlNode? Load(string path, Hash256 hash, string file)
    {
        try
        {
            if (CacheFile.Read(path) is not { } stored) return null;
            var bytes = stored.GetBuffer();
            var start = Magic.Length + Hash256.Size;
            return stored.Length > start && bytes.AsSpan().StartsWith(Magic) && Hash256.Read(bytes.AsSpan(Magic.Length)) == hash ? new YamlCacheReader(bytes, start, file).Read() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Save(BinaryWriter target, Hash256 hash, YamlNode root)
    {
        Span<byte> digest = stackalloc byte[Hash256.Size];
        target.Write(Magic);
        hash.Write(digest);
        target.Write(digest);
        new YamlCacheWriter(target).Save(root);
    }
}
