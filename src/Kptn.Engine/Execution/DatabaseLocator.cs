using System.Text.Json;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Execution;

/// <summary>Asks the function that <c>config.duckdb</c> names for the database's file, in the Python worker; once in a process.</summary>
/// <param name="context">The graph.</param>
/// <param name="processes">Starts processes.</param>
public sealed class DatabaseLocator(GraphContext context, ProcessRunner processes)
{
    private const string Script = "database.py";

    /// <summary>Whether a plan cannot be made before the function is asked: nothing is remembered, or the function has changed.</summary>
    public bool IsNeeded => context.Database.Location is { } location && !(location.IsKnown && location.IsCurrent);

    /// <summary>Whether a plan runs a task that uses the database, so that what is remembered of it is not enough.</summary>
    /// <param name="plan">The plan.</param>
    public bool IsNeededFor(Plan plan) =>
        context.Database.Location is { IsTold: false } && plan.Tasks.Values.Any(task => task.Decision.Action != PlanAction.Fresh && DatabaseUsers.IsOne(context.Database, task.Task));

    /// <summary>Asks.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>Whether the file is another than was remembered, and what keeps a run from going on.</returns>
    public async Task<(bool Changed, IReadOnlyList<Finding> Findings)> AskAsync(CancellationToken cancellation)
    {
        if (context.Database.Location is not { IsTold: false } location) return (false, []);
        var value = context.Config.First(value => value.Name == DatabaseConfig.Key);
        var (known, before) = (location.IsKnown, location.Path);
        var (path, error) = await CallAsync(cancellation).ConfigureAwait(false);
        if (error.Length > 0) return (false, [new Finding("database-function", value.Place, $"config.duckdb: {error}", "a function that returns a path or a DuckDB connection")]);
        location.Tell(DatabaseConfig.IsInMemory(path) ? null : Path.GetFullPath(path, context.Project.Root));
        return (!known || before != location.Path, [.. TableFindings.Of(context.Tasks.Values, context.Database)]);
    }

    private async Task<(string Path, string Error)> CallAsync(CancellationToken cancellation)
    {
        if (context.Code.Interpreters.Python is not { } python) return ("", $"there is no Python to call it. {InstallHints.Of("python3")}");
        var cache = Path.Combine(context.Project.KptnDir, "cache");
        var folder = Directory.CreateDirectory(Path.Combine(cache, $"database-{Environment.ProcessId}")).FullName;
        try
        {
            var call = new PythonCall
            {
                ScriptPath = PythonWorkerScript.PutFile(cache, Script),
                Function = "locate",
                SearchPath = context.Project.ModuleRoots,
                WorkingDirectory = context.Project.Root,
                LogPath = Path.Combine(folder, "log"),
                Arguments = [PythonArgument.Config(DatabaseConfig.Key, DatabaseConfig.Key)],
                Config = PythonCalls.Entries(context.Config),
                ResultPath = Path.Combine(folder, "result.json"),
            };
            using var turn = await context.Turns.TakeAsync(cancellation).ConfigureAwait(false);
            await using var worker = new PythonWorker(processes, python, cache, new TaskEnvironment(context.Outputs.ScratchDir, "config").Shared);
            var outcome = await worker.CallAsync(call, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (!outcome.Succeeded) return ("", outcome.Error is { } error ? new PythonCalls(context, "").Describe(error) : "the Python process ended before it answered");
            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(call.ResultPath, cancellation).ConfigureAwait(false));
            return (json.RootElement.GetProperty("path").GetString()!, "");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
