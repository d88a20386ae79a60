using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages;

/// <summary>Files that count as code byte by byte.</summary>
internal static class WholeFile
{
    /// <summary>What such components say of how they were read.</summary>
    public const string Note = "whole file";

    private const string Normaliser = "whole-file/1";

    /// <summary>A file by its bytes; <see langword="null"/> where there is no regular file that can be read.</summary>
    public static Component? Raw(string path, string name, CodeContext context)
    {
        try
        {
            return context.Files.Hash(path) is { } hashed ? new Component(ComponentKind.Code, name, hashed.Hash, Note) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A text file by its bytes with CRLF read as LF; <see langword="null"/> where there is no regular file that can be read.</summary>
    public static WholeText? Text(string path, string name, CodeContext context)
    {
        try
        {
            if (context.Files.Hash(path) is not { } hashed) return null;
            if (context.Facts.Get(Normaliser, hashed.Hash) is [var flag, .. var known])
            {
                return new WholeText(new Component(ComponentKind.Code, name, Hash256.Read(known), Note), hashed.Hash, flag != 0);
            }

            var bytes = File.ReadAllBytes(path);
            var mentions = bytes.AsSpan().IndexOf("KPTN_CONTEXT"u8) >= 0;
            var hash = Hash256.Of(WithoutReturns(bytes));
            var content = Hash256.Of(bytes);
            var facts = new byte[Hash256.Size + 1];
            facts[0] = mentions ? (byte)1 : (byte)0;
            hash.Write(facts.AsSpan(1));
            context.Facts.Put(Normaliser, content, facts);
            return new WholeText(new Component(ComponentKind.Code, name, hash, Note), content, mentions);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Bytes with CRLF replaced by LF.</summary>
    public static ReadOnlySpan<byte> WithoutReturns(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\r\n"u8) < 0) return bytes;
        var kept = new byte[bytes.Length];
        var count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n') continue;
            kept[count++] = bytes[i];
        }

        return kept.AsSpan(0, count);
    }
}
