using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Outputs;
using Kptn.Engine.Planning;
using Kptn.Engine.State;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Finds what earlier tasks give to tests: what was approved of them, what they make in this session, or what their newest good run made. Each is looked up once.</summary>
/// <param name="bench">The project.</param>
/// <param name="context">The graph.</param>
/// <param name="mode">What is preferred.</param>
/// <param name="states">What is recorded of tasks.</param>
internal sealed class Upstream(TestBench bench, GraphContext context, UpstreamMode mode, IReadOnlyDictionary<string, TaskState> states)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, GivenTask> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ApprovedSnapshot>> _approved = new(StringComparer.Ordinal);
    private readonly OutputArtifacts _artifacts = new(bench.Artifacts);

    /// <summary>Whether what was approved of a task is all here, so that its tests need not come first.</summary>
    public bool IsApproved(string task) => mode == UpstreamMode.Approved && Approved(task) is { Count: > 0 } approved && approved.All(snapshot => snapshot.Outputs.All(output => output.IsContentKnown) && snapshot.Result is not { IsContentKnown: false });

    /// <summary>What a task gives.</summary>
    /// <param name="task">The task.</param>
    /// <param name="received">What it made in this session; <see langword="null"/> where it made nothing.</param>
    /// <param name="isTested">Whether it is tested in this session, so that it failed where nothing was received.</param>
    public GivenTask Of(string task, GivenTask? received, bool isTested)
    {
        lock (_gate)
        {
            if (_found.TryGetValue(task, out var found)) return found;
            return _found[task] = Find(task, received, isTested);
        }
    }

    private GivenTask Find(string task, GivenTask? received, bool isTested)
    {
        if (mode == UpstreamMode.Latest) return Latest(task) ?? Nothing(task, $"'{task}' has no good run; run it with: kptn run {task}");
        if (Approved(task) is { Count: > 0 } approved) return FromApproved(task, approved, received);
        if (received is null && isTested && states.GetValueOrDefault(task)?.Good is null) return Nothing(task, $"'{task}' failed in its own test and nothing was approved of it, so there is nothing to go on; mend it first: kptn test {task}");
        return received ?? Latest(task) ?? Nothing(task, $"nothing was approved of '{task}' yet, and it has no good run; test it with: kptn test {task}, or run it with: kptn run {task}");
    }

    private IReadOnlyList<ApprovedSnapshot> Approved(string task)
    {
        lock (_gate)
        {
            if (_approved.TryGetValue(task, out var known)) return known;
            return _approved[task] = [.. bench.Snapshots.ReadAll(bench.Graph.Name, task, context.Tasks[task].Mapping is not null)];
        }
    }

    private GivenTask FromApproved(string task, IReadOnlyList<ApprovedSnapshot> snapshots, GivenTask? received)
    {
        var outputs = new List<GivenOutput>();
        foreach (var snapshot in snapshots)
        {
            if (snapshot.Problems.Count > 0) return Nothing(task, $"what was approved of '{task}' cannot be used: {snapshot.Problems[0]}");
            foreach (var output in snapshot.Outputs) outputs.Add(Given(output, received));
        }

        var whole = snapshots.FirstOrDefault(snapshot => snapshot.Key.Item is null);
        ReadOnlyMemory<byte>? result = whole?.Result is { } approved && bench.Snapshots.ResultBytes(approved) is { } bytes ? bytes : default(ReadOnlyMemory<byte>?);
        if (result is null && received?.Result is { } made && Hash256.Of(made.Span).ToString() == whole?.Result?.Hash) result = made;
        if (whole?.Result is not null && result is null) return Nothing(task, $"the approved result of '{task}' is neither in git nor among the artifacts; make it with: kptn run {task}");
        return new GivenTask(task, GivenOrigin.Approved)
        {
            Outputs = [.. outputs, .. NotApproved(task, outputs)],
            Result = result,
            Fingerprint = whole is null ? default : Hash256.Parse(whole.Manifest.Fingerprint),
        };
    }

    // Content that is nowhere here is good as the task's own test made it, where that is just what was approved.
    private GivenOutput Given(ApprovedOutput output, GivenTask? received)
    {
        var hash = Hash256.Parse(output.Hash);
        var made = output.IsContentKnown ? null : received?.Outputs.FirstOrDefault(other => other.Path == output.Path && other.Hash == hash);
        return made ?? new GivenOutput(output.Path, hash, scratch => bench.Snapshots.TryMaterialise(output, scratch));
    }

    // Outputs that have no snapshot are taken from the newest good run.
    private IEnumerable<GivenOutput> NotApproved(string task, List<GivenOutput> approved)
    {
        if (context.Tasks[task].Mapping is not null) return [];
        var known = approved.Select(output => output.Path.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        return (Latest(task)?.Outputs ?? []).Where(output => !known.Contains(output.Path.TrimEnd('/')) && context.Tasks[task].Outputs.Any(declared => TableFile.Of(declared).TrimEnd('/') == output.Path.TrimEnd('/')));
    }

    private GivenTask? Latest(string task)
    {
        if (states.GetValueOrDefault(task)?.Good is not { } good) return null;
        var mapping = context.Tasks[task].Mapping;
        using var items = mapping is null ? null : context.ReadItems(task);
        var recorded = RecordedOutputs.Of(task, states[task], items, mapping?.Names ?? [], null).ToList();
        ReadOnlyMemory<byte>? result = null;
        if (good.HasResult)
        {
            var path = context.Results.PathOf(good.ResultHash);
            if (!File.Exists(path)) return Nothing(task, $"the result of '{task}' is not among the artifacts any more; make it with: kptn run {task} --force");
            result = File.ReadAllBytes(path);
        }

        return new GivenTask(task, GivenOrigin.Latest)
        {
            Outputs = [.. recorded.Select(output => new GivenOutput(TableFile.Of(output.Output.Path), output.Output.Hash, scratch => Put(output.Output, scratch)))],
            Result = result,
            Fingerprint = good.Fingerprint.Hash,
        };
    }

    private bool Put(OutputState output, string scratchDir)
    {
        if (TableUrl.Is(output.Path)) return context.Outputs.Check(output) == OutputCondition.AsRecorded && SandboxDatabase.Copy(context.Database.Path!, [output.Path], scratchDir).Length == 0;
        if (context.Outputs.Check(output) != OutputCondition.AsRecorded) return _artifacts.TryGet(output, scratchDir);
        IEnumerable<string> files = OutputArtifacts.IsFolder(output.Path) ? context.Outputs.List(output.Path).Files.Select(file => file.Path) : [output.Path];
        foreach (var file in files) Copy(Path.Combine(context.Outputs.ScratchDir, file), Path.Combine(scratchDir, file));
        return true;
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target, overwrite: true);
    }

    private static GivenTask Nothing(string task, string problem) => new(task, GivenOrigin.Latest) { Problem = problem };
}
