using System.Buffers;
using System.Text;
using System.Text.Json;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Runs Python tasks: what is offered to the function, in the order in which the first offer of a name wins.</summary>
internal sealed class PythonTasks : IAsyncDisposable
{
    private readonly GraphContext _context;
    private readonly string _runId;
    private readonly IReadOnlyList<PythonConfigEntry> _config;
    private readonly Lazy<PythonWorker> _worker;

    public PythonTasks(GraphContext context, ProcessRunner processes, TaskEnvironment environment, string runId)
    {
        (_context, _runId) = (context, runId);
        _config = [.. context.Config.Select(Entry)];
        _worker = new(() => new PythonWorker(
            processes,
            context.Code.Interpreters.Python ?? throw new ProgramMissingException("python3"),
            Path.Combine(context.Project.KptnDir, "cache"),
            environment.Shared));
    }

    public async Task<AttemptResult> RunAsync(Attempt attempt, TaskFiles files, CancellationToken cancellation)
    {
        var task = attempt.Task.Task;
        var script = task.Definition.ScriptPath!;
        var call = new PythonCall
        {
            ScriptPath = script,
            Function = task.Definition.Function!,
            SearchPath = [.. _context.Project.ModuleRoots.Prepend(Path.GetDirectoryName(script)!).Distinct(StringComparer.Ordinal)],
            WorkingDirectory = _context.Project.Root,
            LogPath = attempt.LogPath,
            Mark = TaskEnvironment.Mark(files),
            Environment = [.. TaskEnvironment.Additions(task, files, _ => null).Where(pair => pair.Key is not ("KPTN_CONTEXT" or "KPTN_RESULT"))],
            Arguments = [.. Offers(attempt)],
            Config = _config,
            ResultPath = task.Definition.CacheResult ? files.Result : null,
            Timeout = attempt.Timeout,
        };
        var outcome = await _worker.Value.CallAsync(call, cancellation).ConfigureAwait(false);
        var result = ExitResults.Of(outcome.Exit, attempt.Timeout, cancellation.IsCancellationRequested);
        if (outcome.Succeeded) return result with { Outcome = TaskOutcome.Succeeded, Error = "" };
        if (result.Outcome == TaskOutcome.Interrupted || outcome.Exit.TimedOut || outcome.Error is null) return result;
        return result with { Outcome = TaskOutcome.Failed, Error = Describe(outcome.Error) };
    }

    public ValueTask DisposeAsync() => _worker.IsValueCreated ? _worker.Value.DisposeAsync() : ValueTask.CompletedTask;

    private static PythonConfigEntry Entry(Projects.ConfigValue value) => value.Function is { } function
        ? PythonConfigEntry.Callable(value.Name, function) with { Alias = value.Alias }
        : PythonConfigEntry.Value(value.Name, CanonicalJson.Text(value.Value)) with { Alias = value.Alias };

    private IEnumerable<PythonArgument> Offers(Attempt attempt)
    {
        var task = attempt.Task.Task;
        foreach (var (name, good) in attempt.Results)
        {
            yield return PythonArgument.Result(TaskPreparer.PythonName(name), _context.Results.PathOf(good.ResultHash));
        }

        foreach (var arg in task.Args)
        {
            if (TaskEnvironment.Reference(arg.Value) is { } name && attempt.Results.TryGetValue(name, out var good))
            {
                yield return PythonArgument.Result(arg.Key, _context.Results.PathOf(good.ResultHash));
            }
            else
            {
                yield return PythonArgument.Literal(arg.Key, CanonicalJson.Text(arg.Value));
            }
        }

        foreach (var value in _context.Config)
        {
            yield return PythonArgument.Config(value.Name, value.Name);
            if (value.Alias is { } alias) yield return PythonArgument.Config(alias, value.Name);
        }

        yield return PythonArgument.Literal("task_info", TaskInfo(attempt));
        yield return PythonArgument.Literal("scratch_dir", Text(_context.Outputs.ScratchDir));
        yield return PythonArgument.Literal("storage_key", Text(_context.Key.StorageKey));
    }

    private string TaskInfo(Attempt attempt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("name", attempt.Task.Name);
            writer.WriteString("graph", _context.Graph.Name);
            writer.WriteString("namespace", _context.Key.Namespace);
            writer.WriteString("run_id", _runId);
            writer.WriteNumber("try", attempt.Number);
            writer.WriteStartArray("outputs");
            foreach (var output in attempt.Task.Outputs) writer.WriteStringValue(output);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Text(string value) => "\"" + JsonEncodedText.Encode(value) + "\"";

    private string Describe(PythonError error)
    {
        var text = error.Type is null ? error.Message : $"{error.Type}: {error.Message}";
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        if (line >= 0) text = text[..line];
        if (error.File is null) return text;
        var root = _context.Project.Root + Path.DirectorySeparatorChar;
        var file = error.File.StartsWith(root, StringComparison.Ordinal) ? error.File[root.Length..] : error.File;
        return $"{text} ({file}:{error.Line})";
    }
}
