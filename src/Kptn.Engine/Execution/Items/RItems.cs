using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Languages.R;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>
/// Runs items of an R task in forks of an R that is kept warm, and in processes of their own where a script could tell the two apart.
/// </summary>
/// <param name="processes">Starts the warm R.</param>
/// <param name="command">The command of an item as a process of its own: Rscript, the script and its words.</param>
/// <param name="environment">What every item's environment holds.</param>
/// <param name="timeout">Limit of each item.</param>
/// <param name="reason">Why the task or its scripts want a process for an item; empty where they do not.</param>
/// <param name="workFolder">A folder for the warm R's files, absolute.</param>
/// <param name="time">The clock.</param>
internal sealed class RItems(
    ProcessRunner processes,
    Func<ItemWork, ScriptCommand> command,
    IReadOnlyDictionary<string, string> environment,
    TimeSpan? timeout,
    Func<ItemWork, string> reason,
    string workFolder,
    TimeProvider time) : IItemWorker
{
    private readonly ProcessItems _plain = new(processes, command, environment, timeout, time);
    private RServer? _server;
    private string _unfit = "";

    /// <summary>Why the last item ran in a process of its own; empty where it ran in a warm fork.</summary>
    public string Reason { get; private set; } = "";

    public string Hint => Reason.Length > 0 && !Reason.StartsWith("settings.", StringComparison.Ordinal) ? $"each item starts R, since {Reason}" : "";

    /// <summary>Process id of the warm R while there is one.</summary>
    public int? ServerId => _server?.Id;

    public async Task RunAsync(IReadOnlyList<ItemWork> bundle, Action<int, ItemEnd> ended, CancellationToken cancellation)
    {
        for (var i = 0; i < bundle.Count; i++)
        {
            if (RunWarm(bundle[i], cancellation) is { } end) ended(i, end);
            else
            {
                var at = i;
                await _plain.RunAsync([bundle[i]], (_, plain) => ended(at, plain), cancellation).ConfigureAwait(false);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    private ItemEnd? RunWarm(ItemWork work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return null;
        var (startedAt, start) = (time.GetUtcNow(), time.GetTimestamp());
        try
        {
            if (ServerFor(work, cancellation) is not { } found) return null;
            var (server, line) = found;
            var spec = ProcessItems.Spec(line, work, environment, timeout);
            if (server.Run(new RFork(line.Arguments[0], [.. line.Arguments.Skip(1)], work.Environment), spec, cancellation) is not { } exit)
            {
                // It has not begun, so it is run in a process; a warm R that cannot be used is not tried for ever.
                Reason = server.Unfit;
                if (!server.IsOver) _unfit = Reason;
                End();
                return null;
            }

            var result = ExitResults.Of(exit, timeout, cancellation.IsCancellationRequested);
            if (server.IsOver)
            {
                if (result.Outcome == TaskOutcome.Failed && !exit.TimedOut) result = result with { Error = "the warm R that it was forked from ended, so how it ended is not known", ExitCode = null };
                End();
            }

            return ProcessItems.EndOf(result, startedAt, time.GetElapsedTime(start));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            (_unfit, Reason) = (e.Message, e.Message);
            End();
            return null;
        }
    }

    private (RServer Server, ScriptCommand Line)? ServerFor(ItemWork work, CancellationToken cancellation)
    {
        Reason = _unfit.Length > 0 ? _unfit : reason(work);
        if (Reason.Length > 0) return null;
        var line = command(work);
        Reason = First(
            RWarmth.OfPath(line.Arguments[0]),
            RWarmth.OfPath(workFolder),
            RWarmth.OfEnvironment(work.Environment),
            RWarmth.OfFolder(line.Folder, environment, work.Environment),
            File.Exists(line.Arguments[0]) ? "" : "there is no script");
        if (Reason.Length > 0) return null;
        if (_server?.Folder != line.Folder) End();
        _server ??= new RServer(processes, line.Program, line.Folder, environment, workFolder, cancellation);
        if (_server.Unfit.Length == 0) return (_server, line);
        (_unfit, Reason) = (_server.Unfit, _server.Unfit);
        End();
        return null;
    }

    private void End()
    {
        _server?.Dispose();
        _server = null;
    }

    private static string First(params ReadOnlySpan<string> reasons)
    {
        foreach (var reason in reasons)
        {
            if (reason.Length > 0) return reason;
        }

        return "";
    }
}
