using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>Explanations as JSON.</summary>
internal static class ExplanationJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Explanation> explanations, Func<PreparedTask, TaskTables> tables)
    {
        writer.WriteStartArray();
        foreach (var explanation in explanations)
        {
            var decision = explanation.Planned.Decision;
            writer.WriteStartObject();
            writer.WriteString("task", explanation.Planned.Task.Name);
            writer.WriteString("action", PlanJson.Action(decision.Action));
            if (decision.Reason is { } reason) PlanJson.Write(writer, reason);
            writer.WriteStartArray("upstream");
            foreach (var cause in explanation.Causes)
            {
                writer.WriteStartObject();
                writer.WriteString("task", cause.Task);
                PlanJson.Write(writer, cause.Reason);
                writer.Strings("path", cause.Path);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            ItemJson.Write(writer, decision);
            if (tables(explanation.Planned.Task) is { IsEmpty: false } used) TablesJson.Write(writer, used);
            WriteComponents(writer, explanation.Components, decision.Changes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The array <c>components</c>.</summary>
    public static void WriteComponents(Utf8JsonWriter writer, IReadOnlyList<ComponentChange> components, IReadOnlyList<ComponentChange> changes)
    {
        writer.WriteStartArray("components");
        foreach (var change in components) Write(writer, change, changes.Contains(change));
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ComponentChange change, bool changed)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", ComponentKinds.NameOf(change.Kind));
        writer.WriteString("name", change.Name);
        writer.WriteBoolean("changed", changed);
        Write(writer, "old", change.Old);
        Write(writer, "new", change.New);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, Component? component)
    {
        if (component is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("hash", component.Hash.ToString());
        if (component.Note.Length > 0) writer.WriteString("note", component.Note);
        writer.WriteEndObject();
    }
}
