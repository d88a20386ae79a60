using System.Text;
using System.Text.Json;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Runs tries on this machine: Python functions in forks of a warm worker, everything else as a process.</summary>
internal sealed class LocalExecutor : IAsyncDisposable
{
    private readonly GraphContext _context;
    private readonly ProcessRunner _processes;
    private readonly string _runId;
    private readonly TaskEnvironment _environment;
    private readonly PythonTasks _python;
    private readonly string _runFolder;
    private readonly Lock _sharing = new();

    public LocalExecutor(GraphContext context, ProcessRunner processes, string runId, string runFolder)
    {
        _context = context;
        _processes = processes;
        _runId = runId;
        _environment = new TaskEnvironment(context.Outputs.ScratchDir, runId);
        _runFolder = runFolder;
        _python = new PythonTasks(context, processes, _environment, runId);
    }

    /// <summary>Runs one try and reads what it made; a process is waited for on this thread. Failures are results, not exceptions.</summary>
    public async Task<AttemptResult> ExecuteAsync(Attempt attempt, CancellationToken cancellation)
    {
        var files = TaskFiles.Beside(attempt.LogPath);
        try
        {
            MakeFolders(attempt.Task);
            var result = attempt.Task.Task.Definition.Language == TaskLanguage.Python
                ? await _python.RunAsync(attempt, files, cancellation).ConfigureAwait(false)
                : RunProcess(attempt, files, cancellation);
            return result.Outcome == TaskOutcome.Succeeded ? Collect(attempt, files, result) : result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AttemptResult(cancellation.IsCancellationRequested ? TaskOutcome.Interrupted : TaskOutcome.Failed, e.Message);
        }
        finally
        {
            // It holds args and config in the clear, so it goes with the try.
            if (attempt.Task.Task.Definition.Language != TaskLanguage.Python && !ContextFile.IsShared(attempt)) ContextFile.Remove(files.Context);
        }
    }

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    private void MakeFolders(PreparedTask task)
    {
        // Each time, since a task may have removed them.
        Make(_runFolder);
        Make(_context.Outputs.ScratchDir);
        foreach (var output in task.Outputs)
        {
            var slash = output.LastIndexOf('/');
            if (slash > 0 && !OutputPath.IsGlob(output[..slash])) Make(Path.Combine(_context.Outputs.ScratchDir, output[..slash]));
        }

        void Make(string folder)
        {
            if (!Directory.Exists(folder)) Directory.CreateDirectory(folder);
        }
    }

    private AttemptResult RunProcess(Attempt attempt, TaskFiles files, CancellationToken cancellation)
    {
        var task = attempt.Task.Task;
        var command = ScriptCommand.Of(attempt.Task, _context.Project, _context.Outputs.ScratchDir, _context.Code.Interpreters);
        if (ContextFile.IsShared(attempt)) files = files with { Context = SharedContext() };
        else ContextFile.Write(files.Context, _context, attempt, _runId);
        var environment = _environment.Of(task, files, name => ResultText(attempt, name));
        if (task.Definition.Language == TaskLanguage.CSharp) CSharpEnvironment.Add(environment);
        var spec = new ProcessSpec(command.Program, command.Arguments)
        {
            WorkingDirectory = command.Folder,
            Environment = environment,
            LogPath = attempt.LogPath,
            Mark = TaskEnvironment.Mark(files),
            Timeout = attempt.Timeout,
        };
        var exit = _processes.Run(spec, cancellation);
        return ExitResults.Of(exit, attempt.Timeout, cancellation.IsCancellationRequested);
    }

    private string SharedContext()
    {
        var path = Path.Combine(_runFolder, "context.json");
        lock (_sharing)
        {
            if (!File.Exists(path)) ContextFile.WriteShared(path, _context, _runId);
        }

        return path;
    }

    private string? ResultText(Attempt attempt, string dependency)
    {
        if (!attempt.Results.TryGetValue(dependency, out var good) || !good.HasResult || good.ResultSize > 100_000) return null;
        var text = File.ReadAllText(_context.Results.PathOf(good.ResultHash));
        if (!text.StartsWith('"')) return text;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetString();
    }

    private AttemptResult Collect(Attempt attempt, TaskFiles files, AttemptResult result)
    {
        var outputs = new List<OutputState>(attempt.Task.Outputs.Count);
        foreach (var path in attempt.Task.Outputs)
        {
            if (_context.Outputs.ReadFresh(path) is not { } output) return result with { Outcome = TaskOutcome.Failed, Error = MissingOutput(attempt.Task, path) };
            outputs.Add(output);
        }

        outputs.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        result = result with { Outputs = outputs };
        return attempt.Task.Task.Definition.CacheResult ? KeepResult(attempt, files, result) : result;
    }

    private AttemptResult KeepResult(Attempt attempt, TaskFiles files, AttemptResult result)
    {
        if (!File.Exists(files.Result))
        {
            return result with { Outcome = TaskOutcome.Failed, Error = "it has cache_result but wrote no JSON to the file that $KPTN_RESULT names" };
        }

        if (attempt.Task.Task.Definition.Language != TaskLanguage.Python && Canonicalise(files.Result) is { } error)
        {
            return result with { Outcome = TaskOutcome.Failed, Error = error };
        }

        var (hash, size) = _context.Results.Take(files.Result);
        return result with { ResultHash = hash, ResultSize = size };
    }

    private static string? Canonicalise(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 1000 });
            using var stream = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write);
            using (var writer = CanonicalJson.Writer(stream)) CanonicalJson.Write(writer, json.RootElement);
            stream.Flush(flushToDisk: true);
        }
        catch (JsonException e)
        {
            return $"what it wrote to $KPTN_RESULT is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})";
        }

        File.Move(path + ".tmp", path, overwrite: true);
        return null;
    }

    private string MissingOutput(PreparedTask task, string path)
    {
        var message = new StringBuilder($"it ended well but its output '{path}' is not there");
        if (_context.Outputs.IsOddThing(path)) return $"it ended well but its output '{path}' is neither a file nor a folder (a pipe, a socket or a device)";
        if (Directory.Exists(Path.Combine(_context.Outputs.ScratchDir, path))) return message.Append(" (the folder is empty)").ToString();
        if (OutputPath.IsGlob(path)) return message.Append(" (no file matches)").ToString();
        var script = task.Task.Definition.ScriptPath;
        foreach (var folder in new[] { _context.Project.Root, script is null ? null : Path.GetDirectoryName(script) })
        {
            if (folder is null || !File.Exists(Path.Combine(folder, path)) || folder == _context.Outputs.ScratchDir) continue;
            var found = Path.GetRelativePath(_context.Project.Root, Path.Combine(folder, path));
            return message.Append($"; there is '{found}', but outputs go to the scratch dir ($OUTPUT_PIPELINE_DIR, in Python scratch_dir)").ToString();
        }

        return message.Append($" (looked in {_context.Outputs.ScratchDir})").ToString();
    }
}
