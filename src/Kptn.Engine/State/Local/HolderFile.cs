using System.Text.Json;

namespace Kptn.Engine.State.Local;

/// <summary>Who holds a lock, for messages only: the lock itself is the operating system's.</summary>
internal static class HolderFile
{
    public static void Write(string path, LeaseHolder holder)
    {
        try
        {
            using var content = new MemoryStream();
            using (var json = new Utf8JsonWriter(content))
            {
                json.WriteStartObject();
                json.WriteString("host", holder.Host);
                json.WriteNumber("pid", holder.ProcessId);
                json.WriteString("since", holder.Since);
                json.WriteEndObject();
            }

            var temporary = path + ".tmp";
            File.WriteAllBytes(temporary, content.GetBuffer().AsSpan(0, (int)content.Length));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A name that is out of date would be worse than none.
            DurableFile.DeleteIfPossible(path);
        }
    }

    /// <summary>Who wrote the file; <see langword="null"/> where it is missing or not readable.</summary>
    public static LeaseHolder? Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(LogFile.Read(path));
            var root = json.RootElement;
            return new LeaseHolder(root.GetProperty("host").GetString() ?? "", root.GetProperty("pid").GetInt32(), root.GetProperty("since").GetDateTimeOffset());
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
