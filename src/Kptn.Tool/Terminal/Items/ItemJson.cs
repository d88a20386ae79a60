using System.Text.Json;
using Kptn.Engine.Planning;

namespace Kptn.Tool.Terminal.Items;

/// <summary>Items as JSON.</summary>
internal static class ItemJson
{
    /// <summary>What a plan says of a mapped task's items; nothing for other tasks.</summary>
    public static void Write(Utf8JsonWriter writer, Decision decision)
    {
        if (decision.ItemProblem.Length > 0) writer.WriteString("item_problem", decision.ItemProblem);
        if (decision.Items is not { } items) return;
        writer.WriteStartObject("items");
        writer.WriteNumber("total", items.Total);
        writer.WriteNumber("selected", items.Selected);
        writer.WriteNumber("to_run", items.ToRun);
        writer.WriteNumber("dropped", items.Dropped);
        writer.WriteStartObject("reasons");
        foreach (var (kind, count) in items.Reasons) writer.WriteNumber(Reason.Label(kind), count);
        writer.WriteEndObject();
        writer.WriteStartArray("first");
        foreach (var (key, reason) in items.First)
        {
            writer.WriteStartObject();
            WriteKey(writer, key);
            PlanJson.Write(writer, reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The item's value itself, under <c>item</c>.</summary>
    public static void WriteKey(Utf8JsonWriter writer, string key)
    {
        writer.WritePropertyName("item");
        writer.WriteRawValue(key, skipInputValidation: true);
    }
}
