using Kptn.Engine.Execution.Processes;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>Runs each item as a process of its own, one after another: shell, C# and commands, and R where it is not kept warm.</summary>
/// <param name="processes">Starts them.</param>
/// <param name="command">The program, arguments and folder for an item.</param>
/// <param name="environment">What every item's environment holds.</param>
/// <param name="timeout">Limit of each item.</param>
/// <param name="time">The clock.</param>
internal sealed class ProcessItems(
    ProcessRunner processes,
    Func<ItemWork, ScriptCommand> command,
    IReadOnlyDictionary<string, string> environment,
    TimeSpan? timeout,
    TimeProvider time) : IItemWorker
{
    public async Task RunAsync(IReadOnlyList<ItemWork> bundle, Action<int, ItemEnd> ended, CancellationToken cancellation)
    {
        for (var i = 0; i < bundle.Count; i++)
        {
            if (cancellation.IsCancellationRequested) ended(i, new ItemEnd(TaskOutcome.Interrupted, "the run stopped before it was started"));
            else ended(i, await RunAsync(bundle[i], cancellation).ConfigureAwait(false));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<ItemEnd> RunAsync(ItemWork work, CancellationToken cancellation)
    {
        var (startedAt, start) = (time.GetUtcNow(), time.GetTimestamp());
        AttemptResult result;
        try
        {
            var spec = Spec(command(work), work, environment, timeout);
            var exit = OperatingSystem.IsWindows() ? await processes.RunAsync(spec, cancellation).ConfigureAwait(false) : processes.Run(spec, cancellation);
            result = ExitResults.Of(exit, timeout, cancellation.IsCancellationRequested);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            result = new AttemptResult(TaskOutcome.Failed, e.Message);
        }

        return EndOf(result, startedAt, time.GetElapsedTime(start));
    }

    /// <summary>An item as a process of its own.</summary>
    public static ProcessSpec Spec(ScriptCommand line, ItemWork work, IReadOnlyDictionary<string, string> environment, TimeSpan? timeout) => new(line.Program, line.Arguments)
    {
        WorkingDirectory = line.Folder,
        Environment = EnvironmentOf(work, environment),
        LogPath = work.LogPath,
        Mark = $"{TaskEnvironment.TryVariable}={work.Environment.First(pair => pair.Key == TaskEnvironment.TryVariable).Value}",
        Timeout = timeout,
    };

    /// <summary>The end of an item.</summary>
    public static ItemEnd EndOf(AttemptResult result, DateTimeOffset startedAt, TimeSpan duration) => new(result.Outcome, result.Error)
    {
        ExitCode = result.ExitCode,
        StartedAt = startedAt,
        Duration = duration,
        PeakMemory = result.PeakMemory,
        CpuTime = result.CpuTime,
        Notice = result.Notice,
    };

    private static Dictionary<string, string> EnvironmentOf(ItemWork work, IReadOnlyDictionary<string, string> environment)
    {
        var all = new Dictionary<string, string>(environment, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (name, value) in work.Environment) all[name] = value;
        return all;
    }
}
