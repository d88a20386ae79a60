using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Runs;

namespace Kptn.Engine.State.Transfer;

/// <summary>The lines of a file of exported state; docs/state.md tells their form.</summary>
internal static class StateLines
{
    public const int Version = 1;

    public static void Key(Utf8JsonWriter json, StateKey key)
    {
        json.WriteStartObject("key");
        json.WriteString("storage_key", key.StorageKey);
        json.WriteString("namespace", key.Namespace);
        json.WriteEndObject();
    }

    public static void Task(Utf8JsonWriter json, TaskState state)
    {
        json.WriteStartObject("task");
        json.WriteString("name", state.Task);
        if (state.Last is { } last) Last(json, last);
        if (state.Good is { } good) Good(json, good);
        json.WriteEndObject();
    }

    public static void Session(Utf8JsonWriter json, ItemSession session)
    {
        json.WriteStartObject("session");
        json.WriteString("run", session.RunId);
        Fingerprint(json, session.Common);
        json.WriteEndObject();
    }

    public static void Item(Utf8JsonWriter json, ItemState state)
    {
        json.WriteStartObject("item");
        json.WriteString("key", state.Key);
        json.WriteStartObject("last");
        json.WriteString("outcome", OutcomeNames.Of(state.Last.Outcome));
        json.WriteNumber("session", state.Last.Session);
        json.WriteNumber("started", state.Last.StartedAt.UtcTicks);
        json.WriteNumber("took", state.Last.Duration.Ticks);
        json.WriteNumber("tries", state.Last.Tries);
        if (state.Last.ExitCode is { } code) json.WriteNumber("exit_code", code);
        if (state.Last.Error.Length > 0) json.WriteString("error", state.Last.Error);
        json.WriteEndObject();
        if (state.Good is { } good) Good(json, good);
        json.WriteEndObject();
    }

    public static void Orphan(Utf8JsonWriter json, OrphanOutput orphan)
    {
        json.WriteStartObject("orphan");
        json.WriteString("item", orphan.Item);
        json.WriteString("path", orphan.Path);
        json.WriteString("hash", orphan.Hash.ToString());
        json.WriteNumber("size", orphan.Size);
        json.WriteEndObject();
    }

    private static void Last(Utf8JsonWriter json, LastTry last)
    {
        json.WriteStartObject("last");
        json.WriteString("outcome", OutcomeNames.Of(last.Outcome));
        json.WriteString("run", last.RunId);
        json.WriteNumber("started", last.StartedAt.UtcTicks);
        json.WriteNumber("ended", last.EndedAt.UtcTicks);
        json.WriteNumber("tries", last.Tries);
        if (last.ExitCode is { } code) json.WriteNumber("exit_code", code);
        if (last.Error.Length > 0) json.WriteString("error", last.Error);
        json.WriteNumber("items", last.Items);
        json.WriteNumber("items_done", last.ItemsDone);
        json.WriteEndObject();
    }

    private static void Good(Utf8JsonWriter json, GoodRun good)
    {
        json.WriteStartObject("good");
        json.WriteString("run", good.RunId);
        json.WriteNumber("started", good.StartedAt.UtcTicks);
        json.WriteNumber("ended", good.EndedAt.UtcTicks);
        json.WriteNumber("peak_memory", good.PeakMemory);
        json.WriteNumber("cpu", good.CpuTime.Ticks);
        if (good.HasResult) json.WriteString("result", good.ResultHash.ToString());
        json.WriteNumber("result_size", good.ResultSize);
        Outputs(json, good.Outputs);
        Fingerprint(json, good.Fingerprint);
        json.WriteEndObject();
    }

    private static void Good(Utf8JsonWriter json, ItemGood good)
    {
        json.WriteStartObject("good");
        json.WriteNumber("session", good.Session);
        json.WriteNumber("started", good.StartedAt.UtcTicks);
        json.WriteNumber("took", good.Duration.Ticks);
        json.WriteNumber("peak_memory", good.PeakMemory);
        json.WriteNumber("cpu", good.CpuTime.Ticks);
        if (!good.Own.IsNone) json.WriteString("own", good.Own.ToString());
        if (!good.Result.Json.IsEmpty) json.WriteBase64String("result_json", good.Result.Json.Span);
        if (!good.Result.Hash.IsNone) json.WriteString("result", good.Result.Hash.ToString());
        json.WriteNumber("result_size", good.Result.Size);
        Outputs(json, good.Outputs);
        json.WriteEndObject();
    }

    private static void Outputs(Utf8JsonWriter json, IReadOnlyList<OutputState> outputs)
    {
        json.WriteStartArray("outputs");
        foreach (var output in outputs)
        {
            json.WriteStartObject();
            json.WriteString("path", output.Path);
            json.WriteString("hash", output.Hash.ToString());
            json.WriteNumber("size", output.Size);
            json.WriteStartArray("stamp");
            json.WriteNumberValue(output.Stamp.Size);
            json.WriteNumberValue(output.Stamp.MTime);
            json.WriteNumberValue(output.Stamp.Identity);
            json.WriteBooleanValue(output.Stamp.Racy);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Fingerprint(Utf8JsonWriter json, Fingerprint fingerprint)
    {
        json.WriteStartObject("fingerprint");
        json.WriteString("hash", fingerprint.Hash.ToString());
        json.WriteStartArray("components");
        foreach (var component in fingerprint.Components)
        {
            json.WriteStartObject();
            json.WriteString("kind", ComponentKinds.NameOf(component.Kind));
            json.WriteString("name", component.Name);
            json.WriteString("hash", component.Hash.ToString());
            if (component.Note.Length > 0) json.WriteString("note", component.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
