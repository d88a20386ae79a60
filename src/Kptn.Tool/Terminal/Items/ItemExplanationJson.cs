using System.Text.Json;
using Kptn.Engine.Planning;

namespace Kptn.Tool.Terminal.Items;

/// <summary>Explanations of items as JSON.</summary>
internal static class ItemExplanationJson
{
    public static void Write(Utf8JsonWriter writer, PlannedTask planned, ItemExplanation item)
    {
        writer.WriteStartObject();
        writer.WriteString("task", planned.Task.Name);
        ItemJson.WriteKey(writer, item.Key);
        if (item.IsListed is { } listed) writer.WriteBoolean("listed", listed);
        else writer.WriteNull("listed");
        writer.WriteString("action", Action(planned, item));
        if (item.Reason is { } reason) PlanJson.Write(writer, reason);
        if (item.State is { } state) ItemStateJson.WriteProperties(writer, state, item.LastRun, item.GoodRun);
        writer.WriteStartArray("conditions");
        foreach (var (output, condition) in item.Outputs)
        {
            writer.WriteStartObject();
            writer.WriteString("path", output.Path);
            writer.WriteString("condition", ConditionNames.Of(condition));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        ExplanationJson.WriteComponents(writer, item.Components, item.Changes);
        writer.WriteEndObject();
    }

    private static string Action(PlannedTask planned, ItemExplanation item) => item switch
    {
        { IsListed: false } => "dropped",
        { IsListed: null } => PlanJson.Action(PlanAction.MayRun),
        { Reason: not null } => PlanJson.Action(PlanAction.Run),
        _ => PlanJson.Action(planned.Decision.WaitsFor.Count > 0 ? PlanAction.MayRun : PlanAction.Fresh),
    };
}
