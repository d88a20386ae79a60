using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Testing.Running;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>Tells whether what was received was made of what is approved now.</summary>
/// <param name="store">Has what is approved.</param>
/// <param name="graph">The graph.</param>
internal sealed class UpstreamCheck(SnapshotStore store, TaskGraph graph)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _known = new(StringComparer.Ordinal);

    /// <summary>Whether it was, and what to say where it was not.</summary>
    /// <param name="task">The task.</param>
    /// <param name="received">What was received of it.</param>
    public (bool IsApproved, string Why) Of(string task, SnapshotManifest received)
    {
        var (missing, other) = (new List<string>(), new List<string>());
        foreach (var name in graph.Tasks[task].Dependencies.Where(graph.Tasks.ContainsKey))
        {
            var inputs = received.Upstream.Where(input => input.Name.StartsWith(name + "/", StringComparison.Ordinal) || input.Name == $"{name} (result)").ToList();
            if (inputs.Count == 0) continue;
            var approved = Approved(name);
            if (approved.Count == 0) missing.Add(name);
            else if (inputs.Exists(input => (approved.GetValueOrDefault(input.Name) ?? approved.GetValueOrDefault($"{name}/")) is { } hash && hash != input.Hash)) other.Add(name);
        }

        var why = new List<string>();
        if (missing.Count > 0) why.Add($"ran on {string.Join(", ", missing)} as received, not approved yet");
        if (other.Count > 0) why.Add($"ran on other outputs of {string.Join(", ", other)} than are approved now: test it again");
        return (why.Count == 0, string.Join("; ", why));
    }

    private IReadOnlyDictionary<string, string> Approved(string task)
    {
        if (_known.TryGetValue(task, out var known)) return known;
        var isMapped = graph.Tasks[task].Definition.IsMapped;
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        var outputs = new List<GivenOutput>();
        foreach (var snapshot in store.ReadAll(graph.Name, task, isMapped))
        {
            if (snapshot.Key.Item is null && snapshot.Result is { } result) hashes[$"{task} (result)"] = result.Hash;
            outputs.AddRange(snapshot.Outputs.Select(output => new GivenOutput(output.Path, Hash256.Parse(output.Hash), _ => false)));
        }

        foreach (var output in outputs.Where(_ => !isMapped)) hashes[$"{task}/{output.Path}"] = output.Hash.ToString();

        // Outputs of items are one input, by whatever name.
        if (isMapped && outputs.Count > 0) hashes[$"{task}/"] = GivenTask.RollUp(outputs).ToString();
        return _known[task] = hashes;
    }
}
