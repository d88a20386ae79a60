using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Runs SQL tasks, and items of mapped ones, in this process.</summary>
/// <param name="context">The graph.</param>
/// <param name="runFolder">The run's folder.</param>
internal sealed class SqlTasks(GraphContext context, string runFolder)
{
    private readonly SqlRun _run = new(context, runFolder);
    private readonly SemaphoreSlim _items = new(1, 1);

    /// <summary>Runs a try.</summary>
    public AttemptResult Run(Attempt attempt, TaskFiles files, CancellationToken cancellation)
    {
        var definition = attempt.Task.Task.Definition;
        return _run.Run(Work(attempt, definition.ScriptPath!, attempt.LogPath, definition.CacheResult ? files.Result : null, [], attempt.Task.Outputs), leavesOpen: false, cancellation);
    }

    /// <summary>A worker for items of a mapped task.</summary>
    public IItemWorker Open(Attempt attempt) => new SqlItems(_run, _items, item => Work(
        attempt,
        item.ScriptPath ?? attempt.Task.Task.Definition.ScriptPath!,
        item.LogPath,
        item.ResultPath,
        item.Values,
        ItemOutputs.Of(attempt.Task.Mapping!, item.Values)));

    private SqlWork Work(Attempt attempt, string script, string log, string? result, IReadOnlyList<KeyValuePair<string, string>> item, IReadOnlyList<string> outputs)
    {
        const int OneProcessor = 1024;
        var definition = attempt.Task.Task.Definition;
        return new SqlWork(script, log, result, Values(attempt, item), [.. outputs.Where(TableUrl.Is)], attempt.Timeout)
        {
            Parts = item.Count > 0 ? 0 : definition.IterableItem.Count,
            IsInMemory = context.Database.Path is null,
            Memory = definition.Memory,
            Threads = definition.Cpu is { } cpu ? Math.Max(1, (cpu + OneProcessor - 1) / OneProcessor) : null,
        };
    }

    private SqlValues Values(Attempt attempt, IReadOnlyList<KeyValuePair<string, string>> item)
    {
        var values = new SqlValues();
        foreach (var (name, json) in item) values.Offer(name, () => json);
        foreach (var (name, good) in attempt.Results) values.Offer(TaskPreparer.PythonName(name), () => Result(good));
        foreach (var arg in attempt.Task.Task.Args)
        {
            if (TaskEnvironment.Reference(arg.Value) is { } name && attempt.Results.TryGetValue(name, out var good)) values.Offer(arg.Key, () => Result(good));
            else values.Offer(arg.Key, () => CanonicalJson.Text(arg.Value));
        }

        foreach (var value in context.Config.Where(value => value.Function is null))
        {
            values.Offer(value.Name, () => CanonicalJson.Text(value.Value));
            if (value.Alias is { } alias) values.Offer(alias, () => CanonicalJson.Text(value.Value));
        }

        values.Offer("scratch_dir", () => $"\"{System.Text.Json.JsonEncodedText.Encode(context.Outputs.ScratchDir)}\"");
        values.Offer("storage_key", () => $"\"{System.Text.Json.JsonEncodedText.Encode(context.Key.StorageKey)}\"");
        return values;
    }

    private string Result(GoodRun good) => File.ReadAllText(context.Results.PathOf(good.ResultHash));
}
