using System.Globalization;
using System.Text.Json;
using Kptn.Engine.State;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.Planning.Restoring;

/// <summary>
/// Which tasks of a key were reset, and when: whoever resets a task wants it to run, so what is known from before does not make up for that.
/// A file of this machine; where it is lost, what is known counts again.
/// </summary>
public sealed class ResetMarks
{
    private readonly string _path;
    private readonly Lazy<Dictionary<string, DateTimeOffset>> _marks;

    /// <summary>The marks of a key; nothing is read yet.</summary>
    /// <param name="kptnDir">The project's <c>.kptn</c> folder.</param>
    /// <param name="key">Whose state.</param>
    public ResetMarks(string kptnDir, StateKey key)
    {
        _path = Path.Combine(kptnDir, "resets", $"{KeyFolder.Name(key.StorageKey)}-{KeyFolder.Name(key.Namespace)}.json");
        _marks = new(Read);
    }

    /// <summary>Whether a task was reset at a time or since.</summary>
    /// <param name="task">The task.</param>
    /// <param name="time">The time, UTC.</param>
    public bool WasResetSince(string task, DateTimeOffset time) => _marks.Value.TryGetValue(task, out var reset) && reset >= time;

    /// <summary>Notes that tasks are reset, durably.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="now">When, UTC.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(IEnumerable<string> tasks, DateTimeOffset now)
    {
        var marks = _marks.Value;
        foreach (var task in tasks) marks[task] = now;
        DurableFile.CreateFolder(Path.GetDirectoryName(_path)!);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (task, time) in marks) writer.WriteString(task, time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        DurableFile.Replace(_path, _path + ".tmp", stream.ToArray());
    }

    private Dictionary<string, DateTimeOffset> Read()
    {
        var marks = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        try
        {
            if (!File.Exists(_path)) return marks;
            using var json = JsonDocument.Parse(File.ReadAllBytes(_path));
            foreach (var mark in json.RootElement.EnumerateObject()) marks[mark.Name] = mark.Value.GetDateTimeOffset();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException)
        {
            // As if it were lost.
        }

        return marks;
    }
}
