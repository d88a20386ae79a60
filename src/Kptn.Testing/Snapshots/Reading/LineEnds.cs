namespace Kptn.Testing.Snapshots.Reading;

/// <summary>Undoes what git does to line ends on some machines.</summary>
internal static class LineEnds
{
    /// <summary>The content with LF where it has CRLF; <see langword="null"/> where it has none.</summary>
    public static byte[]? ToLf(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf("\r\n"u8) < 0) return null;
        var result = new byte[content.Length];
        var length = 0;
        while (content.IndexOf("\r\n"u8) is >= 0 and var at)
        {
            content[..at].CopyTo(result.AsSpan(length));
            length += at;
            result[length++] = (byte)'\n';
            content = content[(at + 2)..];
        }

        content.CopyTo(result.AsSpan(length));
        return result[..(length + content.Length)];
    }
}
