using System.Text.Json;
using Kptn.Engine.Planning;

namespace Kptn.Tool.Terminal;

/// <summary>Tables of a task as JSON.</summary>
internal static class TablesJson
{
    /// <summary>The object <c>tables</c>.</summary>
    public static void Write(Utf8JsonWriter writer, TaskTables tables)
    {
        writer.WriteStartObject("tables");
        writer.Strings("reads", tables.Reads);
        writer.Strings("writes", tables.Writes);
        writer.WriteEndObject();
    }
}
