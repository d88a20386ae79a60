using System.Text;
using System.Text.Json;

namespace Kptn.Engine.Planning;

/// <summary>A plan kept in a file, so that exactly what was approved runs later, or nothing.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="StorageKey">The storage key.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Forced">Tasks that run in any case.</param>
/// <param name="Tasks">What it says of each task, in dependency order.</param>
public sealed record SavedPlan(string Graph, string StorageKey, string Namespace, IReadOnlyList<string> Forced, IReadOnlyList<SavedTask> Tasks)
{
    private const int Version = 1;

    /// <summary>Whether what is known is put back where it runs.</summary>
    public bool Restores { get; init; } = true;

    /// <summary>Makes the form of a plan that is kept.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="forced">Tasks that run in any case.</param>
    public static SavedPlan Of(Plan plan, IReadOnlySet<string> forced) => new(
        plan.Graph,
        plan.Key.StorageKey,
        plan.Key.Namespace,
        [.. plan.Tasks.Keys.Where(forced.Contains)],
        [.. plan.Tasks.Values.Select(SavedTask.Of)]);

    /// <summary>What differs between this plan and one of now, a line each; empty where they are the same.</summary>
    /// <param name="now">The same plan made again.</param>
    public IReadOnlyList<string> Differences(SavedPlan now)
    {
        var lines = new List<string>();
        if ((now.Graph, now.StorageKey, now.Namespace) != (Graph, StorageKey, Namespace))
        {
            lines.Add($"it was made for graph '{Graph}' and storage key '{StorageKey}', now it is '{now.Graph}' and '{now.StorageKey}'");
        }

        var current = now.Tasks.ToDictionary(task => task.Task, StringComparer.Ordinal);
        foreach (var task in Tasks)
        {
            if (!current.Remove(task.Task, out var same)) lines.Add($"{task.Task}: is no longer in the graph");
            else if (same != task) lines.Add($"{task.Task}: {task.Difference(same)}");
        }

        lines.AddRange(current.Keys.Select(name => $"{name}: is new"));
        return lines;
    }

    /// <summary>Writes the file; the old one stays until the new one is complete.</summary>
    /// <param name="path">Absolute path.</param>
    /// <exception cref="IOException">It cannot be written, or is there and no plan.</exception>
    public void Write(string path)
    {
        if (File.Exists(path) && !IsPlan(path)) throw new IOException($"'{path}' exists and is no plan of kptn; it was left as it is");
        var temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            {
                writer.WriteStartObject();
                writer.WriteNumber("kptn_plan", Version);
                writer.WriteString("graph", Graph);
                writer.WriteString("storage_key", StorageKey);
                writer.WriteString("namespace", Namespace);
                if (!Restores) writer.WriteBoolean("restores", false);
                writer.WriteStartArray("forced");
                foreach (var name in Forced) writer.WriteStringValue(name);
                writer.WriteEndArray();
                writer.WriteStartArray("tasks");
                foreach (var task in Tasks) task.Write(writer);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static bool IsPlan(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path, Encoding.UTF8));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("kptn_plan", out _);
        }
        catch (JsonException)
        {
            return new FileInfo(path).Length == 0;
        }
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Absolute path.</param>
    /// <exception cref="IOException">It cannot be read, or is no plan.</exception>
    public static SavedPlan Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path, Encoding.UTF8));
            var root = json.RootElement;
            if (root.GetProperty("kptn_plan").GetInt32() != Version) throw new IOException($"'{path}' was written by another version of kptn; make the plan again with 'kptn plan --save'");
            return new SavedPlan(
                root.GetProperty("graph").GetString()!,
                root.GetProperty("storage_key").GetString()!,
                root.GetProperty("namespace").GetString()!,
                [.. root.GetProperty("forced").EnumerateArray().Select(name => name.GetString()!)],
                [.. root.GetProperty("tasks").EnumerateArray().Select(SavedTask.Read)])
            { Restores = !root.TryGetProperty("restores", out var restores) || restores.GetBoolean() };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"there is no plan '{path}'; make one with 'kptn plan --save {Path.GetFileName(path)}'", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IOException($"'{path}' is not a plan of kptn; make one with 'kptn plan --save plan.json'", e);
        }
    }
}
