using System.Text.Json;
using Kptn.Engine.Runs;

namespace Kptn.Tool;

/// <summary>The tries of a task in one run, and what they wrote.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="task">The task.</param>
internal sealed class TaskLogs(string folder, string task)
{
    /// <summary>How many tries there were; zero where it did not run.</summary>
    public int Tries { get; } = CountTries(folder, task);

    /// <summary>The log of a try.</summary>
    /// <returns>Its path, or <see langword="null"/> where it wrote nothing.</returns>
    public string? Of(int attempt)
    {
        var path = Path.Combine(folder, RunFolders.LogName(task, attempt));
        return File.Exists(path) ? path : null;
    }

    private static int CountTries(string folder, string task)
    {
        var count = 0;
        var events = Path.Combine(folder, "run.jsonl");
        foreach (var line in File.Exists(events) ? File.ReadLines(events) : [])
        {
            if (line.Contains("\"task-started\"", StringComparison.Ordinal) && line.Contains($"\"task\":\"{task}\"", StringComparison.Ordinal)) count = Math.Max(count, Try(line));
        }

        // A run that goes on may have logs before it has events of them on disk.
        while (File.Exists(Path.Combine(folder, RunFolders.LogName(task, count + 1)))) count++;
        return count;
    }

    private static int Try(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("try").GetInt32();
        }
        catch (JsonException)
        {
            return 1;
        }
    }
}
