using System.Text;
using System.Text.Json;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Collecting;

/// <summary>
/// The content that a JSON document names: every hash that occurs in it. A hash beside the path of a folder or a glob is that of a listing.
/// The document may have a line with its checksum before it.
/// </summary>
public static class JsonContent
{
    private const int Digits = 2 * Hash256.Size;

    /// <summary>Reads a document. Of what is no JSON, whatever looks like a hash counts: too much is kept rather than too little.</summary>
    /// <param name="bytes">The document.</param>
    public static IReadOnlyList<NamedContent> Of(ReadOnlyMemory<byte> bytes)
    {
        var found = new List<NamedContent>();
        try
        {
            var hasChecksum = bytes.Length > Digits && bytes.Span[Digits] == (byte)'\n';
            using var document = JsonDocument.Parse(hasChecksum ? bytes[(Digits + 1)..] : bytes);
            Collect(document.RootElement, isListing: false, found);
        }
        catch (JsonException)
        {
            found.Clear();
            var text = Encoding.Latin1.GetString(bytes.Span);
            for (var at = 0; at + Digits <= text.Length; at++)
            {
                if (HexText.Parse(text.AsSpan(at, Digits)) is { } hash) found.Add(new NamedContent(hash, IsListing: true));
            }
        }

        return found;
    }

    private static void Collect(JsonElement element, bool isListing, List<NamedContent> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when element.GetString() is { Length: 2 * Hash256.Size } text && HexText.Parse(text) is { } hash:
                found.Add(new NamedContent(hash, isListing));
                break;
            case JsonValueKind.Array:
                // An output may be written as an array of its path and its hash.
                var areListings = isListing || element.EnumerateArray().Any(IsManyFiles);
                foreach (var part in element.EnumerateArray()) Collect(part, areListings && part.ValueKind == JsonValueKind.String, found);
                break;
            case JsonValueKind.Object:
                var isMany = element.EnumerateObject().Any(part => IsManyFiles(part.Value));
                foreach (var part in element.EnumerateObject()) Collect(part.Value, isMany || StateContent.IsListing(part.Name), found);
                break;
        }
    }

    private static bool IsManyFiles(JsonElement element) => element.ValueKind == JsonValueKind.String && StateContent.IsListing(element.GetString()!);
}
