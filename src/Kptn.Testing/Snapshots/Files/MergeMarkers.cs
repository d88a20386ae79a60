namespace Kptn.Testing.Snapshots.Files;

/// <summary>Finds what git leaves in a file whose merge was not finished.</summary>
internal static class MergeMarkers
{
    /// <summary>The line of the first marker, from 1; <see langword="null"/> where the file has not both markers, each at the start of a line.</summary>
    public static int? Find(ReadOnlySpan<byte> content)
    {
        var start = AtLineStart(content, "<<<<<<< "u8);
        if (start < 0 || AtLineStart(content[start..], ">>>>>>> "u8) < 0) return null;
        return content[..start].Count((byte)'\n') + 1;
    }

    private static int AtLineStart(ReadOnlySpan<byte> content, ReadOnlySpan<byte> marker)
    {
        for (var at = 0; at < content.Length;)
        {
            var found = content[at..].IndexOf(marker);
            if (found < 0) return -1;
            at += found;
            if (at == 0 || content[at - 1] == '\n') return at;
            at += marker.Length;
        }

        return -1;
    }
}
