using System.CommandLine;
using Kptn.Engine.Artifacts.Known;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands.Cache;

/// <summary><c>kptn cache push</c>.</summary>
internal static class CachePushCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("push", "Send what is recorded of tasks, and what runs could not send, to the shared place, where it is not there yet")
        {
            Examples = [("kptn cache push", "all that the graph's tasks made, and what was approved"), ("kptn cache push report", "what report made")],
        };
        var selection = new SelectionOptions().AddTo(command);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (CacheScope.Open(tool, options.Project(parsed)) is not { } scope) return ExitCodes.BadUsage;
            if (scope.Shared is not { Uploads: { } uploads } shared) return scope.RefuseUnshared(tool);
            if (await scope.SelectedAsync(tool, selection, options, parsed, cancellation).ConfigureAwait(false) is not { } named) return ExitCodes.BadUsage;
            uploads.Start();
            foreach (var hash in named.Expand(fetches: false).Hashes.Where(scope.Local.HasHere))
            {
                uploads.Announce(hash);
                uploads.Add(hash);
            }

            var end = await uploads.FinishAsync(null, cancellation).ConfigureAwait(false);
            if (end.Problem is null) await new KnownRuns(scope.Local.Place, shared).PushAsync(named.Hashes.Where(scope.Local.HasHere).ToHashSet(), cancellation).ConfigureAwait(false);
            var lost = end.Problem is null ? await LostAsync(shared, named.Hashes.Where(hash => !scope.Local.HasHere(hash)), cancellation).ConfigureAwait(false) : 0;
            if (options.Json(parsed))
            {
                JsonOutput.Write(tool.Screen, writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("place", shared.Content.Place);
                    writer.WriteNumber("sent", end.Sent);
                    writer.WriteNumber("bytes", end.Bytes);
                    writer.WriteNumber("there", end.Known);
                    writer.WriteNumber("pending", end.Pending);
                    writer.WriteNumber("pending_bytes", end.PendingBytes);
                    writer.WriteNumber("lost", lost);
                    if (end.Problem is { } problem) writer.WriteString("problem", problem);
                    writer.WriteEndObject();
                });
            }
            else
            {
                tool.Screen.Line($"{shared.Content.Place}: {Units.Count(end.Sent, "artifact")} sent{Size(end.Bytes)} · {end.Known} there already");
                if (lost > 0) tool.Screen.Line($"{Units.Count(lost, "artifact")} that state names {(lost == 1 ? "is" : "are")} neither here nor there; what needs them runs again");
            }

            if (!end.IsDurable) tool.Screen.Refuse($"{Units.Count(end.Pending, "artifact")}{Size(end.PendingBytes)} could not be sent: {end.Problem}");
            return end.IsDurable ? ExitCodes.Success : cancellation.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.TaskFailed;
        });
        return command;
    }

    private static string Size(long bytes) => bytes > 0 ? $" ({Units.Bytes(bytes)})" : "";

    private static async Task<int> LostAsync(SharedTier shared, IEnumerable<Engine.Fingerprints.Hash256> hashes, CancellationToken cancellation)
    {
        var lost = 0;
        await Parallel.ForEachAsync(hashes, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, async (hash, token) =>
        {
            if (!await shared.Content.HasAsync(hash, token).ConfigureAwait(false)) Interlocked.Increment(ref lost);
        }).ConfigureAwait(false);
        return lost;
    }
}
