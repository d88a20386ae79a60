using System.Security.Cryptography;
using System.Text.Json;

namespace Kptn.Engine.State.Transfer;

/// <summary>Reads a file once from its start to its end: checks every line, and keeps tasks, and where their items stand.</summary>
/// <param name="lines">The file.</param>
internal sealed class StateFileIndex(StateFileLines lines)
{
    private readonly List<StateFileKey> _keys = [];
    private string? _task;
    private (long Start, long End) _items;
    private int _sessions;

    public IReadOnlyList<StateFileKey> Keys => _keys;

    /// <exception cref="StateFileException">It is not whole.</exception>
    public void Read(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, isEnded) = (0L, false);
        foreach (var (start, line) in lines.From(0))
        {
            cancellation.ThrowIfCancellationRequested();
            if (isEnded) throw Wrong("something follows its end");
            using var json = Parse(start, line);
            var root = json.RootElement;
            if (count == 0) CheckVersion(root);
            else if (root.TryGetProperty("end", out var end)) isEnded = Ends(end, count, Convert.ToHexStringLower(hash.GetCurrentHash()));
            else Take(root, start, start + line.Length + 1);
            hash.AppendData(line.Span);
            hash.AppendData("\n"u8);
            count++;
        }

        if (!isEnded) throw Wrong(count == 0 ? "it is empty" : "it was cut off; export it again");
        EndTask();
    }

    private JsonDocument Parse(long start, ReadOnlyMemory<byte> line)
    {
        var json = lines.Parse(start, line);
        if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
        json.Dispose();
        throw Wrong($"the line at byte {start} is no object");
    }

    private void CheckVersion(JsonElement root)
    {
        if (!root.TryGetProperty("kptn_state", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number)) throw Wrong("it was not written by kptn state export");
        if (number == StateLines.Version) return;
        var writer = root.TryGetProperty("kptn", out var name) && name.ValueKind == JsonValueKind.String ? $"kptn {name.GetString()}" : "another kptn";
        throw Wrong($"{writer} wrote it (format {number}) and this kptn reads format {StateLines.Version}; use that kptn or a newer one");
    }

    private bool Ends(JsonElement end, long count, string hash)
    {
        try
        {
            if (end.GetProperty("lines").GetInt64() == count && end.GetProperty("sha256").GetString() == hash) return true;
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
        }

        throw Wrong("its content is not what was exported (the checksum differs); export it again");
    }

    private void Take(JsonElement root, long start, long end)
    {
        try
        {
            if (root.TryGetProperty("key", out var key)) TakeKey(StateLineReader.Key(key));
            else if (root.TryGetProperty("task", out var task)) TakeTask(StateLineReader.Task(task), end);
            else if (_task is not null) TakeItem(root, end);
            else throw new FormatException("it belongs to no task");
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw Wrong($"the line at byte {start} makes no sense: {e.Message}");
        }
    }

    private void TakeKey(StateKey key)
    {
        EndTask();
        if (_keys.Any(known => known.Key == key)) throw new FormatException("it holds one storage key twice");
        _keys.Add(new StateFileKey(key));
    }

    private void TakeTask(TaskState state, long end)
    {
        EndTask();
        if (_keys.Count == 0) throw new FormatException("it belongs to no storage key");
        if (!_keys[^1].States.TryAdd(state.Task, state)) throw new FormatException($"it holds the task '{state.Task}' twice");
        (_task, _items, _sessions) = (state.Task, (end, end), 0);
    }

    private void TakeItem(JsonElement root, long end)
    {
        if (root.TryGetProperty("item", out var item)) StateLineReader.Item(item, _sessions);
        else if (root.TryGetProperty("orphan", out var orphan)) StateLineReader.Orphan(orphan);
        else if (root.TryGetProperty("session", out var session)) _sessions += StateLineReader.Session(session) is null ? 0 : 1;
        _items.End = end;
    }

    private void EndTask()
    {
        if (_task is not null && _items.End > _items.Start) _keys[^1].Items[_task] = _items;
        _task = null;
    }

    private StateFileException Wrong(string reason) => new(lines.Path, reason);
}
