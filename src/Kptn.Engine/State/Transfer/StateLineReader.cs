using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Runs;

namespace Kptn.Engine.State.Transfer;

/// <summary>Reads what <see cref="StateLines"/> wrote. What a later version added is passed over.</summary>
internal static class StateLineReader
{
    private static readonly Dictionary<string, TaskOutcome> Outcomes = Enum.GetValues<TaskOutcome>().ToDictionary(OutcomeNames.Of, StringComparer.Ordinal);

    public static StateKey Key(JsonElement json) => new(Text(json, "storage_key"), Text(json, "namespace"));

    public static TaskState Task(JsonElement json) => new(
        Text(json, "name"),
        json.TryGetProperty("good", out var good) ? Good(good) : null,
        Last(json.GetProperty("last")));

    public static ItemSession Session(JsonElement json) => new(Text(json, "run"), Fingerprint(json));

    public static ItemState Item(JsonElement json, int sessions)
    {
        var last = json.GetProperty("last");
        return new ItemState(
            Text(json, "key"),
            new ItemTry(
                Outcome(last),
                Session(last, sessions),
                Time(last, "started"),
                Span(last, "took"),
                last.GetProperty("tries").GetInt32(),
                ExitCode(last),
                TextOr(last, "error", "")),
            json.TryGetProperty("good", out var good) ? ItemGood(good, sessions) : null);
    }

    public static OrphanOutput Orphan(JsonElement json) => new(Text(json, "item"), PathOf(json), Hash(json, "hash"), json.GetProperty("size").GetInt64());

    private static LastTry Last(JsonElement json) =>
        new(Outcome(json), Text(json, "run"), Time(json, "started"), Time(json, "ended"), json.GetProperty("tries").GetInt32(), ExitCode(json), TextOr(json, "error", ""))
        {
            Items = json.GetProperty("items").GetInt32(),
            ItemsDone = json.GetProperty("items_done").GetInt32(),
        };

    private static GoodRun Good(JsonElement json) => new(
        Fingerprint(json),
        Outputs(json),
        json.TryGetProperty("result", out _) ? Hash(json, "result") : default,
        json.GetProperty("result_size").GetInt64(),
        Text(json, "run"),
        Time(json, "started"),
        Time(json, "ended"),
        json.GetProperty("peak_memory").GetInt64(),
        Span(json, "cpu"));

    private static ItemGood ItemGood(JsonElement json, int sessions)
    {
        var size = json.GetProperty("result_size").GetInt64();
        var result = json.TryGetProperty("result_json", out var inline)
            ? new ItemResult(inline.GetBytesFromBase64(), default, size)
            : json.TryGetProperty("result", out _) ? new ItemResult(default, Hash(json, "result"), size) : default;
        return new ItemGood(
            Session(json, sessions),
            json.TryGetProperty("own", out _) ? Hash(json, "own") : default,
            Outputs(json),
            result,
            Time(json, "started"),
            Span(json, "took"),
            json.GetProperty("peak_memory").GetInt64(),
            Span(json, "cpu"));
    }

    private static OutputState[] Outputs(JsonElement json) => [.. json.GetProperty("outputs").EnumerateArray().Select(output =>
    {
        var stamp = output.GetProperty("stamp");
        return new OutputState(
            PathOf(output),
            Hash(output, "hash"),
            output.GetProperty("size").GetInt64(),
            new FileStamp(stamp[0].GetInt64(), stamp[1].GetInt64(), stamp[2].GetUInt64(), stamp[3].GetBoolean()));
    })];

    private static Fingerprint Fingerprint(JsonElement json)
    {
        var fingerprint = json.GetProperty("fingerprint");
        var components = fingerprint.GetProperty("components").EnumerateArray().Select(component => new Component(
            ComponentKinds.Parse(Text(component, "kind")),
            Text(component, "name"),
            Hash(component, "hash"),
            TextOr(component, "note", "")));
        return new Fingerprint([.. components], Hash(fingerprint, "hash"));
    }

    // Outputs are put back where state says: never outside of the scratch dir.
    private static string PathOf(JsonElement json)
    {
        var path = Text(json, "path");
        if (path.StartsWith("duckdb://", StringComparison.Ordinal) || Artifacts.PathGuard.IsPlain(path.EndsWith('/') ? path[..^1] : path)) return path;
        throw new FormatException($"the output '{path}' lies outside of the scratch dir");
    }

    private static int Session(JsonElement json, int sessions)
    {
        var number = json.GetProperty("session").GetInt32();
        return number >= 0 && number < sessions ? number : throw new FormatException($"there is no session {number}");
    }

    private static TaskOutcome Outcome(JsonElement json) => Outcomes.TryGetValue(Text(json, "outcome"), out var outcome) ? outcome : throw new FormatException($"there is no outcome '{Text(json, "outcome")}'");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static string TextOr(JsonElement json, string name, string missing) => json.TryGetProperty(name, out _) ? Text(json, name) : missing;

    private static int? ExitCode(JsonElement json) => json.TryGetProperty("exit_code", out var code) ? code.GetInt32() : null;

    private static Hash256 Hash(JsonElement json, string name) => Text(json, name) is { Length: 2 * Hash256.Size } text ? Hash256.Parse(text) : throw new FormatException($"'{name}' is no hash");

    private static DateTimeOffset Time(JsonElement json, string name) => new(json.GetProperty(name).GetInt64(), TimeSpan.Zero);

    private static TimeSpan Span(JsonElement json, string name) => TimeSpan.FromTicks(json.GetProperty(name).GetInt64());
}
