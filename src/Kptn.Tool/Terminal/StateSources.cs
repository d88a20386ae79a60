using System.Text.Json;
using Kptn.Engine.State;
using Kptn.Engine.State.Branches;

namespace Kptn.Tool.Terminal;

/// <summary>Says from where the state of a branch comes.</summary>
internal static class StateSources
{
    /// <summary>As in <c>12 of 15 tasks from main</c>; empty where all is the key's own.</summary>
    public static string Of(BranchView view)
    {
        var sources = view.Sources;
        return sources.Count == 0 ? "" : $"{string.Join(", ", sources.Select(source => $"{source.Tasks} of {Units.Count(view.States.Count, "task")} from {source.StorageKey}"))}";
    }

    /// <summary>A warning where a copy into the key was cut off.</summary>
    public static string Warning(StateBase? known) => known is { IsUnfinished: true } ? "a copy that was cut off; repeat it" : "";

    /// <summary>The same as JSON: the base, and how many tasks come from where.</summary>
    public static void Write(Utf8JsonWriter writer, BranchView view)
    {
        if (view.Base is not { } known) return;
        writer.WriteString("base", known.From);
        writer.WriteStartObject("from");
        foreach (var (key, tasks) in view.Sources) writer.WriteNumber(key, tasks);
        writer.WriteEndObject();
    }
}
