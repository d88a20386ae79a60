using System.Runtime.CompilerServices;
using System.Text.Json;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Execution.Sql;
using Kptn.Engine.Languages.R;
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
    private readonly SqlTasks _sql;
    private readonly string _runFolder;
    private readonly OutputCollector _outputs;
    private readonly ConditionalWeakTable<PreparedTask, CSharpBuild> _builds = [];
    private readonly Lock _sharing = new();

    public LocalExecutor(GraphContext context, ProcessRunner processes, string runId, string runFolder, TaskIsolation? isolation = null)
    {
        _context = context;
        _processes = processes;
        _runId = runId;
        _environment = new TaskEnvironment(context.Outputs.ScratchDir, runId, isolation?.Moves);
        _runFolder = runFolder;
        _outputs = new OutputCollector(context, runFolder);
        _sql = new SqlTasks(context, runFolder);
        _python = new PythonTasks(context, processes, _environment, runId, isolation);
    }

    /// <summary>Runs one try and reads what it made; a process is waited for on this thread. Failures are results, not exceptions.</summary>
    public async Task<AttemptResult> ExecuteAsync(Attempt attempt, CancellationToken cancellation)
    {
        var files = TaskFiles.Beside(attempt.LogPath);
        try
        {
            _outputs.MakeFolders(attempt.Task.Outputs);
            var result = await TryAsync(attempt, files, cancellation).ConfigureAwait(false);
            return result.Outcome == TaskOutcome.Succeeded ? Collect(attempt, files, result) : result;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new AttemptResult(TaskOutcome.Interrupted, "it was interrupted");
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

    private async Task<AttemptResult> TryAsync(Attempt attempt, TaskFiles files, CancellationToken cancellation)
    {
        var language = attempt.Task.Task.Definition.Language;
        if (language == TaskLanguage.Sql) return _sql.Run(attempt, files, cancellation);
        using var turn = DatabaseUsers.IsOne(_context.Database, attempt.Task) ? await _context.Turns.TakeAsync(cancellation).ConfigureAwait(false) : null;
        return language == TaskLanguage.Python
            ? await _python.RunAsync(attempt, files, cancellation).ConfigureAwait(false)
            : RunProcess(attempt, files, cancellation);
    }

    /// <summary>Makes ready what all items of a mapped task share.</summary>
    public void OpenMap(Attempt attempt)
    {
        _outputs.MakeFolders(attempt.Task.Outputs);
        if (attempt.Task.Task.Definition.Language is TaskLanguage.Python or TaskLanguage.Sql) return;
        if (ContextFile.IsShared(attempt)) SharedContext();
        else ContextFile.Write(TaskFiles.Beside(attempt.LogPath).Context, _context, attempt, _runId);
    }

    /// <summary>Removes what all items of a mapped task shared.</summary>
    public static void CloseMap(Attempt attempt)
    {
        if (attempt.Task.Task.Definition.Language != TaskLanguage.Python && !ContextFile.IsShared(attempt)) ContextFile.Remove(TaskFiles.Beside(attempt.LogPath).Context);
    }

    /// <summary>A worker for items of a mapped task.</summary>
    /// <param name="task">The task, with its code as it is now.</param>
    /// <param name="attempt">The try that its items belong to.</param>
    /// <param name="number">The worker's number among those of the task.</param>
    public IItemWorker OpenWorker(PreparedTask task, Attempt attempt, int number)
    {
        if (task.Task.Definition.Language == TaskLanguage.Sql) return _sql.Open(attempt with { Task = task });
        var files = TaskFiles.Beside(attempt.LogPath);
        files = files with { Context = ContextFile.IsShared(attempt) ? SharedContext() : files.Context, Try = $"{files.Try}.w{number}" };
        if (task.Task.Definition.Language == TaskLanguage.Python)
        {
            return task.Task.Definition.ScriptFolders.Count == 0
                ? _python.Open(task, attempt.Results, files, attempt.Timeout)
                : new VariedItems(script => _python.Open(WithScript(task, script), attempt.Results, files, attempt.Timeout));
        }

        var environment = _environment.Of(task.Task, files, name => ResultText(attempt, name));
        environment.Remove("KPTN_RESULT");
        if (task.Task.Definition.Language == TaskLanguage.CSharp) CSharpEnvironment.Add(environment);
        if (task.Task.Definition.Language == TaskLanguage.CSharp)
        {
            return new CSharpItems(Plain(Command), Plain(work => Command(work).WithoutBuild()), _builds.GetValue(task, _ => new CSharpBuild()));
        }

        return task.Task.Definition.Language == TaskLanguage.R
            ? new RItems(_processes, Command, environment, attempt.Timeout, new RItemCode(task, _context.Project).Reason, Path.Combine(_context.Project.KptnDir, "cache"), TimeProvider.System)
            : Plain(Command);

        ProcessItems Plain(Func<ItemWork, ScriptCommand> command) => new(_processes, command, environment, attempt.Timeout, TimeProvider.System);
        ScriptCommand Command(ItemWork work) => ScriptCommand.Of(task, _context.Project, _context.Outputs.ScratchDir, _context.Code.Interpreters, work);
    }

    private static PreparedTask WithScript(PreparedTask task, string script) =>
        task with { Task = task.Task with { Definition = task.Task.Definition with { ScriptPath = script } } };

    public ValueTask DisposeAsync() => _python.DisposeAsync();

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
        var (outputs, error) = _outputs.Read(attempt.Task, attempt.Task.Outputs);
        if (error is not null) return result with { Outcome = TaskOutcome.Failed, Error = error };
        result = result with { Outputs = outputs };
        if (!attempt.Task.Task.Definition.CacheResult) return result;
        if (OutputCollector.CheckResult(attempt.Task, files.Result) is { } wrong) return result with { Outcome = TaskOutcome.Failed, Error = wrong };
        var (hash, size) = _context.Results.Take(files.Result);
        return result with { ResultHash = hash, ResultSize = size };
    }
}
