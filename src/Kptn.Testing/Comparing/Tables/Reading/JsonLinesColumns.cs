using System.Text.Json;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Finds the columns of JSON lines: the members of all objects, in the order in which they are first met.</summary>
internal static class JsonLinesColumns
{
    private const int MostColumns = 10_000;

    /// <summary>The columns of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="when">Which file it is for messages, as in <c> of the old file</c>.</param>
    /// <exception cref="NotATableException">A line is no JSON object.</exception>
    public static IReadOnlyList<string> Of(string path, string when)
    {
        using var window = new FileWindow(path);
        var lines = new JsonLine(window);
        var names = new MemberNames([]);
        for (var number = 1; lines.Next(); number++)
        {
            try
            {
                Collect(window.Data.AsSpan(lines.Range), names);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw new NotATableException($"entry {number}{when} is no JSON object");
            }

            if (names.All.Count > MostColumns) throw new NotATableException($"objects{when} have more than {MostColumns} different members");
        }

        return names.All;
    }

    private static void Collect(ReadOnlySpan<byte> line, MemberNames names)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.IndexOf(ref reader, add: true);
            reader.Read();
            reader.Skip();
        }

        if (reader.Read()) throw new JsonException();
    }
}
