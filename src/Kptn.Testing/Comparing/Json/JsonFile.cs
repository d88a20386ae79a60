using System.Text.Json;

namespace Kptn.Testing.Comparing.Json;

/// <summary>Reads JSON files.</summary>
internal static class JsonFile
{
    private const long Largest = 1L << 30;
    private const int Deepest = 500;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="when">Which file it is, as in <c>the old file</c>.</param>
    /// <exception cref="NotJsonException">It is none.</exception>
    public static JsonDocument Read(string path, string when)
    {
        if (new FileInfo(path).Length > Largest) throw new NotJsonException($"{when} has more than {Largest >> 30} GB");
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Deepest });
        }
        catch (JsonException e)
        {
            var isDeep = e.Message.Contains("maximum configured depth", StringComparison.Ordinal);
            throw new NotJsonException(isDeep ? $"{when} has more than {Deepest} levels in line {e.LineNumber + 1}" : $"{when} is broken in line {e.LineNumber + 1}");
        }
    }
}
