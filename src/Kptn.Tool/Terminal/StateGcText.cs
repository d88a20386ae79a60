using Kptn.Engine.State.Collection;

namespace Kptn.Tool.Terminal;

/// <summary>What <c>kptn state gc</c> removed.</summary>
internal static class StateGcText
{
    public static void Write(Screen screen, IReadOnlyList<GoneKey> keys, int files, long bytes, bool isTrial, bool json)
    {
        if (json)
        {
            WriteJson(screen, keys, files, bytes);
            return;
        }

        var grid = new Grid();
        foreach (var (key, tasks, size, lastRun, kept) in keys)
        {
            var what = kept.Length > 0 ? ("kept", Colour.Yellow) : (isTrial ? "would go" : "removed", (Colour?)null);
            grid.Add(what, (key.StorageKey, Colour.Cyan), (key.Namespace, null), (Units.Count(tasks, "task"), null), (Units.Bytes(size), null), (kept.Length > 0 ? kept : lastRun is { } at ? $"last run {Units.Time(at)}" : "", Colour.Dim));
        }

        grid.Write(screen);
        var gone = keys.Where(key => key.Kept.Length == 0).ToList();
        var left = files > 0 ? $", {Units.Count(files, "left-over file")}" : "";
        screen.Line(gone.Count + files == 0 ? "nothing to remove" : $"{(isTrial ? "would remove" : "removed")} {Units.Count(gone.Count, "state", "states")}{left}, {Units.Bytes(gone.Sum(key => key.Bytes) + bytes)}");
    }

    private static void WriteJson(Screen screen, IReadOnlyList<GoneKey> keys, int files, long bytes) => JsonOutput.Write(screen, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("keys");
        foreach (var key in keys)
        {
            writer.WriteStartObject();
            writer.WriteString("storage_key", key.Key.StorageKey);
            writer.WriteString("namespace", key.Key.Namespace);
            writer.WriteNumber("tasks", key.Tasks);
            writer.WriteNumber("bytes", key.Bytes);
            writer.WriteBoolean("removed", key.Kept.Length == 0);
            if (key.Kept.Length > 0) writer.WriteString("kept", key.Kept);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("leftover_files", files);
        writer.WriteNumber("leftover_bytes", bytes);
        writer.WriteEndObject();
    });
}
