using System.Text;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>Turns items into work for a worker, and what a worker tells into what is recorded.</summary>
internal sealed class ItemExecutor(GraphContext context, OutputCollector outputs, string runFolder, string runId)
{
    /// <summary>The work that an item is.</summary>
    /// <param name="task">Its task.</param>
    /// <param name="item">The item.</param>
    /// <exception cref="ItemListException">Its values cannot be passed on.</exception>
    public ItemWork Work(PreparedTask task, ItemRun item)
    {
        var mapping = task.Mapping!;
        var definition = task.Task.Definition;
        var values = ItemValues.Split(mapping.Names, item.Key);
        var log = Path.Combine(runFolder, RunFolders.ItemLogName(task.Name, item.Key, item.Try));
        var files = TaskFiles.Beside(log);
        var isPython = definition.Language == TaskLanguage.Python;
        return new ItemWork(item.Key, values, isPython ? ForPython(item, files) : Environment(task, item, values, files), log, definition.CacheResult ? files.Result : null, isPython ? TaskInfo.Of(context, task, runId, item.Try, item.Key) : "")
        {
            ScriptPath = definition.ScriptFolders.Count > 0 ? ItemScripts.PathOf(context, task, values) : null,
            Arguments = definition.Language == TaskLanguage.R ? [.. definition.CliArgs.Select(word => ItemCliWords.Expand(word, task.Task, values, context.Outputs.ScratchDir))] : [],
        };
    }

    /// <summary>The item's own outputs.</summary>
    public static IReadOnlyList<string> OutputsOf(PreparedTask task, ItemWork work) => ItemOutputs.Of(task.Mapping!, work.Values);

    /// <summary>Makes room for an item's outputs.</summary>
    public void MakeFolders(IReadOnlyList<string> paths) => outputs.MakeFolders(paths);

    /// <summary>Reads what an item made.</summary>
    /// <returns>The end, failed where something is amiss, its outputs and its result.</returns>
    public (ItemEnd End, IReadOnlyList<OutputState> Outputs, ItemResult Result) Collect(PreparedTask task, ItemWork work, ItemEnd end)
    {
        if (end.Outcome != TaskOutcome.Succeeded) return (end, [], default);
        try
        {
            var (made, error) = outputs.Read(task, OutputsOf(task, work));
            if (error is not null) return (Failed(end, error), [], default);
            var result = end.Result.Length > 0 ? new ItemResult(end.Result, default, end.Result.Length) : default;
            if (work.ResultPath is null || end.Result.Length > 0) return (end, made, result);
            if (OutputCollector.CheckResult(task, work.ResultPath) is { } wrong) return (Failed(end, wrong), [], default);
            return (end, made, Keep(work.ResultPath));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (Failed(end, e.Message), [], default);
        }
    }

    private ItemResult Keep(string path)
    {
        if (new FileInfo(path).Length <= ItemResult.LargestInline)
        {
            var json = File.ReadAllBytes(path);
            File.Delete(path);
            return new ItemResult(json, default, json.Length);
        }

        var (hash, size) = context.Results.Take(path);
        return new ItemResult(default, hash, size);
    }

    private static ItemEnd Failed(ItemEnd end, string error) => end with { Outcome = TaskOutcome.Failed, Error = error };

    private static List<KeyValuePair<string, string>> ForPython(ItemRun item, TaskFiles files)
    {
        var mark = new KeyValuePair<string, string>(TaskEnvironment.TryVariable, files.Try);
        return Fits(item.Key) ? [new("KPTN_ITEM", item.Key), mark] : [mark];
    }

    private static List<KeyValuePair<string, string>> Environment(PreparedTask task, ItemRun item, IReadOnlyList<KeyValuePair<string, string>> values, TaskFiles files)
    {
        var all = new List<KeyValuePair<string, string>>(values.Count + 3);
        foreach (var (name, json) in values)
        {
            if (ItemValues.Problem(json) is { } problem) throw new ItemListException($"{name} cannot be an environment variable: {problem}");
            all.Add(new(name, ItemValues.Text(json)));
        }

        if (Fits(item.Key)) all.Add(new("KPTN_ITEM", item.Key));
        all.Add(new(TaskEnvironment.TryVariable, files.Try));
        if (task.Task.Definition.CacheResult) all.Add(new("KPTN_RESULT", files.Result));
        return all;
    }

    private static bool Fits(string key) => Encoding.UTF8.GetByteCount(key) <= TaskEnvironment.LargestValue;
}
