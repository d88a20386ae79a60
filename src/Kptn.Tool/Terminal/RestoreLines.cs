using System.Text.Json;
using Kptn.Engine.Planning.Checkpoints;

namespace Kptn.Tool.Terminal;

/// <summary>What a run would do with backups of the database.</summary>
internal static class RestoreLines
{
    /// <summary>As a person reads it, a line each.</summary>
    public static IReadOnlyList<string> Of(CheckpointRestore restore) =>
        restore.IsDue ? [.. restore.Notices, $"a run first restores the database from the checkpoint of {restore.Task} ('{restore.Backup}', saved {restore.SavedAt} UTC)"] : restore.Notices;

    /// <summary>As JSON.</summary>
    public static void Write(Utf8JsonWriter writer, CheckpointRestore restore)
    {
        if (restore.IsDue)
        {
            writer.WriteStartObject("restore");
            writer.WriteString("task", restore.Task);
            writer.WriteString("backup", restore.Backup);
            writer.WriteString("saved_at", restore.SavedAt);
            writer.WriteEndObject();
        }

        if (restore.Notices.Count > 0) writer.Strings("notices", restore.Notices);
    }
}
