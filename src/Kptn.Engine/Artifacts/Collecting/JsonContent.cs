using System.Text.Json;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Collecting;

/// <summary>The content that a JSON document names: every hash that occurs in it. A hash beside the path of a folder or a glob is that of a listing.</summary>
public static class JsonContent
{
    /// <summary>Reads a document.</summary>
    /// <param name="json">The document.</param>
    /// <returns>What it names; <see langword="null"/> where it is no JSON.</returns>
    public static IReadOnlyList<NamedContent>? Of(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var found = new List<NamedContent>();
            Collect(document.RootElement, isListing: false, found);
            return found;
        }
        catch (JsonException)
        {
            return null;
        }
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
