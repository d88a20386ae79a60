using System.Text.Json;

namespace Kptn.Tests;

/// <summary>The property names of JSON with the kinds of their values: what programs that read it rely on.</summary>
internal static class JsonShape
{
    /// <summary>A line for each path that occurs, in order.</summary>
    public static string Of(params IEnumerable<string> documents)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in documents)
        {
            using var json = JsonDocument.Parse(text);
            Add(lines, "$", json.RootElement);
        }

        return string.Join('\n', lines);
    }

    private static void Add(SortedSet<string> lines, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject()) Add(lines, $"{path}.{property.Name}", property.Value);
                break;
            case JsonValueKind.Array:
                lines.Add($"{path}: array");
                foreach (var item in value.EnumerateArray()) Add(lines, path + "[]", item);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                lines.Add($"{path}: boolean");
                break;
            default:
                lines.Add($"{path}: {value.ValueKind.ToString().ToLowerInvariant()}");
                break;
        }
    }
}
