using System.Text.Json;
using System.Text.Json.Serialization;
using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Json;

/// <summary>Writes what happened to a column as a list of names.</summary>
internal sealed class ColumnChangeConverter : JsonConverter<ColumnChange>
{
    private static readonly (string Name, ColumnChange Change)[] All =
    [
        ("added", ColumnChange.Added),
        ("removed", ColumnChange.Removed),
        ("renamed", ColumnChange.Renamed),
        ("retyped", ColumnChange.Retyped),
        ("moved", ColumnChange.Moved),
    ];

    /// <inheritdoc/>
    public override ColumnChange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("expected a list of changes");
        var changes = ColumnChange.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var name = reader.GetString();
            changes |= All.FirstOrDefault(change => change.Name == name).Change;
        }

        return changes;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ColumnChange value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (name, change) in All)
        {
            if (value.HasFlag(change)) writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
