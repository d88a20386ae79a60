using System.Text.Json;
using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Manifests;

namespace Kptn.Testing.Snapshots;

/// <summary>Manifests as JSON that git shows well: LF, two spaces, the same order each time, a line for each column's statistics.</summary>
public static class ManifestJson
{
    /// <summary>Names the format; the value of the property <c>format</c>.</summary>
    public const string Format = "kptn-snapshot/1";

    /// <summary>The manifest as JSON, with a line end at its end.</summary>
    /// <param name="manifest">The manifest.</param>
    public static string Write(SnapshotManifest manifest) => new ManifestWriter().Write(manifest);

    /// <summary>Reads a manifest.</summary>
    /// <param name="content">Its bytes, in UTF-8.</param>
    /// <param name="file">The file that it comes from, for messages.</param>
    public static ManifestReadResult Read(ReadOnlySpan<byte> content, string file)
    {
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        if (MergeMarkers.Find(content) is { } line)
            return new(null, new(SnapshotProblemKind.Conflict, file, line, "this manifest holds markers of an unfinished merge, so it counts as missing", "take either side, or run the test again and approve what it finds"));
        try
        {
            var document = JsonSerializer.Deserialize(content, ManifestJsonContext.Default.ManifestDocument) ?? throw new JsonException("it is null");
            return new(ManifestRules.Check(document.Manifest()), null);
        }
        catch (JsonException e)
        {
            var line1 = e.LineNumber is { } number ? (int?)number + 1 : null;
            return new(null, new(SnapshotProblemKind.Unreadable, file, line1, $"this is no manifest that this kptn reads: {Reason(e)}", "take it from git again, or run the test again and approve what it finds"));
        }
    }

    // The rest of such a message repeats path and line.
    private static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return (end < 0 ? error.Message : $"{error.Message[..end].TrimEnd('.')} ({error.Path})").TrimEnd('.');
    }
}
