using System.Buffers;
using System.Text;
using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Makes calls of Python functions from tasks: where they run and what is offered to them, in the order in which the first offer of a name wins.</summary>
/// <param name="context">The graph.</param>
/// <param name="runId">The run.</param>
internal sealed class PythonCalls(GraphContext context, string runId)
{
    /// <summary>What to look out for while a call runs; <see langword="null"/> for nothing.</summary>
    public PythonWatch? Watch { get; init; }

    /// <summary>What every call sets beside what its task sets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    private readonly IReadOnlyList<PythonConfigEntry> _config = Entries(context.Config);

    /// <summary>Config as the worker needs it.</summary>
    public static IReadOnlyList<PythonConfigEntry> Entries(IReadOnlyList<Projects.ConfigValue> config) => [.. config.Select(Entry)];

    /// <summary>The call of a task.</summary>
    /// <param name="attempt">The try.</param>
    /// <param name="files">Its files.</param>
    public PythonCall Of(Attempt attempt, TaskFiles files) =>
        Template(attempt.Task, attempt.Results, files, attempt.Timeout, PythonArgument.Literal("task_info", TaskInfo(attempt))) with
        {
            Mark = TaskEnvironment.Mark(files),
            ResultPath = attempt.Task.Task.Definition.CacheResult ? files.Result : null,
        };

    /// <summary>What the calls for all items of a mapped task have in common.</summary>
    /// <param name="task">The task.</param>
    /// <param name="results">Good runs of the dependencies whose results it gets, by name.</param>
    /// <param name="files">Files of the task; its log gets what is written while no item runs.</param>
    /// <param name="timeout">Limit of each item.</param>
    public PythonCall OfItems(PreparedTask task, IReadOnlyDictionary<string, GoodRun> results, TaskFiles files, TimeSpan? timeout) =>
        Template(task, results, files, timeout, PythonArgument.InfoOfItem("task_info"));

    /// <summary>One line that says why a call failed.</summary>
    public string Describe(PythonError error)
    {
        var text = error.Type is null ? error.Message : $"{error.Type}: {error.Message}";
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        if (line >= 0) text = text[..line];
        if (error.File is null) return text;
        var root = context.Project.Root + Path.DirectorySeparatorChar;
        var file = error.File.StartsWith(root, StringComparison.Ordinal) ? error.File[root.Length..] : error.File;
        return $"{text} ({file}:{error.Line})";
    }

    private PythonCall Template(PreparedTask prepared, IReadOnlyDictionary<string, GoodRun> results, TaskFiles files, TimeSpan? timeout, PythonArgument info)
    {
        var task = prepared.Task;
        var script = task.Definition.ScriptPath!;
        return new PythonCall
        {
            ScriptPath = script,
            Function = task.Definition.Function!,
            SearchPath = [.. context.Project.ModuleRoots.Prepend(Path.GetDirectoryName(script)!).Distinct(StringComparer.Ordinal)],
            WorkingDirectory = context.Project.Root,
            LogPath = files.Log,
            Watch = Watch,
            Environment = [.. Environment, .. TaskEnvironment.Additions(task, files, _ => null).Where(pair => pair.Key is not ("KPTN_CONTEXT" or "KPTN_RESULT"))],
            Arguments = [.. Offers(prepared, results, info)],
            Config = _config,
            Timeout = timeout,
        };
    }

    private static PythonConfigEntry Entry(Projects.ConfigValue value) => value.Function is { } function
        ? PythonConfigEntry.Callable(value.Name, function) with { Alias = value.Alias }
        : PythonConfigEntry.Value(value.Name, CanonicalJson.Text(value.Value)) with { Alias = value.Alias };

    private IEnumerable<PythonArgument> Offers(PreparedTask prepared, IReadOnlyDictionary<string, GoodRun> results, PythonArgument info)
    {
        foreach (var (name, good) in results)
        {
            yield return PythonArgument.Result(TaskPreparer.PythonName(name), context.Results.PathOf(good.ResultHash));
        }

        foreach (var arg in prepared.Task.Args)
        {
            if (TaskEnvironment.Reference(arg.Value) is { } name && results.TryGetValue(name, out var good))
            {
                yield return PythonArgument.Result(arg.Key, context.Results.PathOf(good.ResultHash));
            }
            else
            {
                yield return PythonArgument.Literal(arg.Key, CanonicalJson.Text(arg.Value));
            }
        }

        foreach (var value in context.Config)
        {
            yield return PythonArgument.Config(value.Name, value.Name);
            if (value.Alias is { } alias) yield return PythonArgument.Config(alias, value.Name);
        }

        yield return info;
        yield return PythonArgument.Literal("scratch_dir", Text(context.Outputs.ScratchDir));
        yield return PythonArgument.Literal("storage_key", Text(context.Key.StorageKey));
    }

    private string TaskInfo(Attempt attempt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("name", attempt.Task.Name);
            writer.WriteString("graph", context.Graph.Name);
            writer.WriteString("namespace", context.Key.Namespace);
            writer.WriteString("run_id", runId);
            writer.WriteNumber("try", attempt.Number);
            writer.WriteStartArray("outputs");
            foreach (var output in attempt.Task.Outputs) writer.WriteStringValue(output);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Text(string value) => "\"" + JsonEncodedText.Encode(value) + "\"";
}
