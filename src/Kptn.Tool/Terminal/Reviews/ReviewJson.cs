using System.Text.Json;
using Kptn.Engine.Mapping;
using Kptn.Testing.Snapshots;
using Kptn.Tool.Reviews;

namespace Kptn.Tool.Terminal.Reviews;

/// <summary>What was done in a review, for programs.</summary>
internal static class ReviewJson
{
    /// <summary>Writes one document.</summary>
    /// <param name="screen">Where it goes.</param>
    /// <param name="ledger">What was done.</param>
    /// <param name="waiting">How many outputs still await approval of those that were asked for.</param>
    public static void Write(Screen screen, ReviewLedger ledger, int waiting) => JsonOutput.Write(screen, json =>
    {
        json.WriteStartObject();
        Array(json, "approved", ledger.Approved, Output);
        Array(json, "rejected", ledger.Rejected, Output);
        Array(json, "refreshed", ledger.Refreshed, Key);
        Array(json, "settled", ledger.Settled, Key);
        Array(json, "pruned", ledger.Pruned, Orphan);
        Array(json, "problems", ledger.Problems, Problem);
        json.WriteNumber("waiting", waiting);
        json.WriteEndObject();
    });

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> elements, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var element in elements)
        {
            json.WriteStartObject();
            write(json, element);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Key(Utf8JsonWriter json, SnapshotKey key)
    {
        json.WriteString("graph", key.Graph);
        json.WriteString("task", key.Task);
        if (key.Item is { } item) json.WriteString("item", ItemNames.Shown(item));
    }

    private static void Output(Utf8JsonWriter json, DecidedOutput output)
    {
        Key(json, output.Key);
        json.WriteString("output", output.Path);
        json.WriteString("headline", output.Headline);
    }

    private static void Orphan(Utf8JsonWriter json, PrunedOrphan pruned)
    {
        var orphan = pruned.Orphan;
        json.WriteString("graph", orphan.Graph);
        json.WriteString("task", orphan.Task);
        if (orphan.Item is { } item) json.WriteString("item", item);
        json.WriteString("path", orphan.Snapshot.Path);
        json.WriteString("why", orphan.Why);
        json.Strings("files", orphan.Snapshot.Files.Except(pruned.Kept));
        json.Strings("kept", pruned.Kept);
    }

    private static void Problem(Utf8JsonWriter json, SnapshotProblem problem)
    {
        json.WriteString("kind", problem.Kind.ToString().ToLowerInvariant());
        json.WriteString("file", problem.File);
        if (problem.Line is { } line) json.WriteNumber("line", line);
        json.WriteString("message", problem.Message);
        json.WriteString("next", problem.Next);
    }
}
