using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution;

/// <summary>The JSON file <c>$KPTN_CONTEXT</c>: what a task that is not Python would get as arguments.</summary>
internal static class ContextFile
{
    // A larger one is read from the file that result_files names; here it would be held whole in memory.
    private const long LargestResult = 16 << 20;

    /// <summary>Whether a task gets the file that all such tasks share: it has no args and no results, and nothing it reaches mentions the context.</summary>
    public static bool IsShared(Attempt attempt) =>
        attempt.Task.Task.Args.Count == 0 && attempt.Results.Count == 0 && attempt.Task.Code is not { MentionsContext: true };

    /// <summary>Writes the file of the tasks that share one: as the others, but without a task and its outputs.</summary>
    public static void WriteShared(string path, GraphContext context, string runId) => Save(path, writer =>
    {
        writer.WriteStartObject();
        WriteRun(writer, context, runId);
        writer.WriteStartObject("args");
        writer.WriteEndObject();
        writer.WriteStartObject("results");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    public static void Write(string path, GraphContext context, Attempt attempt, string runId) =>
        Save(path, writer => Write(writer, context, attempt, attempt.Task.Task, runId));

    private static void Save(string path, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream(512);
        using (var writer = CanonicalJson.Writer(stream)) write(writer);
        try
        {
            using var file = new FileStream(path, Private());
            file.Write(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        }
        catch (IOException)
        {
            // Half a file would be taken for a whole one by the next task.
            Remove(path);
            throw;
        }
    }

    /// <summary>Removes a file, as far as that is possible.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Args may be secret, so nobody else may read it.</summary>
    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static void WriteRun(Utf8JsonWriter writer, GraphContext context, string runId)
    {
        writer.WriteString("graph", context.Graph.Name);
        writer.WriteString("run", runId);
        writer.WriteString("storage_key", context.Key.StorageKey);
        writer.WriteString("scratch_dir", context.Outputs.ScratchDir);
    }

    private static void Write(Utf8JsonWriter writer, GraphContext context, Attempt attempt, GraphTask task, string runId)
    {
        writer.WriteStartObject();
        writer.WriteString("task", task.Name);
        WriteRun(writer, context, runId);
        writer.WriteStartObject("args");
        foreach (var arg in task.Args)
        {
            writer.WritePropertyName(arg.Key);
            if (TaskEnvironment.Reference(arg.Value) is { } dependency) WriteResult(writer, context, attempt, dependency);
            else CanonicalJson.Write(writer, arg.Value);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("results");
        foreach (var dependency in attempt.Results.Keys)
        {
            writer.WritePropertyName(dependency);
            WriteResult(writer, context, attempt, dependency);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("result_files");
        foreach (var (dependency, good) in attempt.Results)
        {
            if (good.HasResult) writer.WriteString(dependency, context.Results.PathOf(good.ResultHash));
        }

        writer.WriteEndObject();
        writer.WriteStartArray("outputs");
        foreach (var output in attempt.Task.Outputs) writer.WriteStringValue(output);
        writer.WriteEndArray();
        if (attempt.Task.Code is { MentionsContext: true }) WriteConfig(writer, context);
        writer.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter writer, GraphContext context)
    {
        writer.WriteStartObject("config");
        foreach (var value in context.Config)
        {
            if (value.Function is not null)
            {
                // What a function makes is Python's, but for the database: its file serves all.
                if (value.Name == DuckDb.DatabaseConfig.Key && context.Database.Path is { } path) writer.WriteString(value.Name, path);
                continue;
            }

            writer.WritePropertyName(value.Name);
            CanonicalJson.Write(writer, value.Value);
            if (value.Alias is null) continue;
            writer.WritePropertyName(value.Alias);
            CanonicalJson.Write(writer, value.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, GraphContext context, Attempt attempt, string dependency)
    {
        if (attempt.Results.TryGetValue(dependency, out var good) && good is { HasResult: true, ResultSize: <= LargestResult })
        {
            writer.WriteRawValue(File.ReadAllBytes(context.Results.PathOf(good.ResultHash)), skipInputValidation: true);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
