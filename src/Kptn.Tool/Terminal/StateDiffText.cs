using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Runs;
using Kptn.Engine.State;
using Kptn.Engine.State.Transfer;

namespace Kptn.Tool.Terminal;

/// <summary>How two states differ, as a person or a program reads it.</summary>
internal static class StateDiffText
{
    public static void Write(Screen screen, string old, string now, IReadOnlyList<TaskDiff> differences, int alike)
    {
        foreach (var diff in differences)
        {
            var only = diff.Old is null ? $" only in {now}" : diff.Now is null ? $" only in {old}" : "";
            screen.Line($"{screen.Paint(diff.Task, Colour.Cyan)}{only}");
            if (only.Length > 0) continue;
            if (diff.HasOtherOutcome) screen.Line($"  last try: {Outcome(diff.Old)} → {Outcome(diff.Now)}");
            var grid = new Grid();
            foreach (var change in diff.Components) grid.Add((change.Old is null ? "+" : change.New is null ? "-" : "~", Colour.Yellow), (ComponentKinds.NameOf(change.Kind), null), (change.Name, null));
            foreach (var output in diff.Outputs) grid.Add((output.Old is null ? "+" : output.Now is null ? "-" : "~", Colour.Yellow), ("output", null), (output.Path, null));
            if (diff.HasOtherResult) grid.Add(("~", Colour.Yellow), ("result", null), ("", null));
            grid.Write(screen, "  ");
            WriteItems(screen, diff.Items);
        }

        screen.Line(differences.Count == 0 ? $"{Units.Count(alike, "task")}, all alike" : $"{Units.Count(differences.Count, "task")} not alike, {alike} alike");
    }

    public static void WriteJson(Screen screen, IReadOnlyList<TaskDiff> differences, int alike) => JsonOutput.Write(screen, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("alike", alike);
        writer.WriteStartArray("tasks");
        foreach (var diff in differences) Write(writer, diff);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteItems(Screen screen, ItemDiff items)
    {
        foreach (var (mark, count, some) in Kinds(items))
        {
            if (count > 0) screen.Line($"  {mark} {Units.Count(count, "item")}: {string.Join(", ", some)}{(count > some.Count ? ", …" : "")}");
        }
    }

    private static IEnumerable<(string Mark, int Count, IReadOnlyList<string> Some)> Kinds(ItemDiff items) =>
    [
        ("-", items.Removed, items.SomeRemoved),
        ("+", items.Added, items.SomeAdded),
        ("~", items.Different, items.SomeDifferent),
    ];

    private static void Write(Utf8JsonWriter writer, TaskDiff diff)
    {
        writer.WriteStartObject();
        writer.WriteString("task", diff.Task);
        writer.WriteString("in", diff.Old is null ? "b" : diff.Now is null ? "a" : "both");
        if (diff.HasOtherOutcome) writer.Strings("outcomes", [Outcome(diff.Old), Outcome(diff.Now)]);
        writer.Strings("components", diff.Components.Select(change => $"{ComponentKinds.NameOf(change.Kind)}:{change.Name}"));
        writer.WriteStartArray("outputs");
        foreach (var output in diff.Outputs)
        {
            writer.WriteStartObject();
            writer.WriteString("path", output.Path);
            if (output.Old is { } old) writer.WriteString("a", old.Hash.ToString());
            if (output.Now is { } now) writer.WriteString("b", now.Hash.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("result", diff.HasOtherResult);
        writer.WriteStartObject("items");
        foreach (var (mark, count, some) in Kinds(diff.Items))
        {
            var name = mark == "-" ? "removed" : mark == "+" ? "added" : "different";
            writer.WriteNumber(name, count);
            if (count > 0) writer.Strings($"some_{name}", some);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Outcome(TaskState? state) => state?.Last is { } last ? OutcomeNames.Of(last.Outcome) : "none";
}
