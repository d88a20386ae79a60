using System.CommandLine;
using Kptn.Engine.Artifacts;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands.Cache;

/// <summary><c>kptn cache pull</c>.</summary>
internal static class CachePullCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("pull", "Fetch what is recorded of tasks from the shared place, where it is not here yet")
        {
            Examples = [("kptn cache pull", "all that the graph's tasks made, and what was approved"), ("kptn cache pull +report", "what report and the tasks before it made, before a journey")],
        };
        var selection = new SelectionOptions().AddTo(command);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (CacheScope.Open(tool, options.Project(parsed)) is not { } scope) return ExitCodes.BadUsage;
            if (scope.Shared is not { } shared) return scope.RefuseUnshared(tool);
            if (await scope.SelectedAsync(tool, selection, options, parsed, cancellation).ConfigureAwait(false) is not { } named) return ExitCodes.BadUsage;
            var first = named.Hashes.ToHashSet();
            var here = first.Where(scope.Local.HasHere).ToHashSet();
            var wanted = named.Expand().Hashes;
            here.UnionWith(wanted.Where(hash => !first.Contains(hash) && scope.Local.HasHere(hash)));
            int missing = 0, corrupt = 0;
            await shared.FetchAsync(wanted, (_, outcome) =>
            {
                if (outcome == GetOutcome.Missing) Interlocked.Increment(ref missing);
                else if (outcome == GetOutcome.Corrupt) Interlocked.Increment(ref corrupt);
            }, cancellation).ConfigureAwait(false);
            var fetched = wanted.Where(hash => !here.Contains(hash) && scope.Local.HasHere(hash)).ToList();
            var bytes = fetched.Sum(hash => new FileInfo(scope.Local.PathOf(hash)).Length);
            if (options.Json(parsed))
            {
                JsonOutput.Write(tool.Screen, writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("place", shared.Content.Place);
                    writer.WriteNumber("fetched", fetched.Count);
                    writer.WriteNumber("bytes", bytes);
                    writer.WriteNumber("here", here.Count);
                    writer.WriteNumber("missing", missing);
                    writer.WriteNumber("corrupt", corrupt);
                    writer.WriteEndObject();
                });
            }
            else
            {
                tool.Screen.Line($"{shared.Content.Place}: {Units.Count(fetched.Count, "artifact")} fetched{(bytes > 0 ? $" ({Units.Bytes(bytes)})" : "")} · {here.Count} here already");
                if (missing > 0) tool.Screen.Line($"{missing} not there: whoever made them may have them still, to send them with 'kptn cache push'; else what needs them runs again");
                if (corrupt > 0) tool.Screen.Line($"{corrupt} there, but damaged, and not taken; what needs them runs again, and replaces them");
            }

            return missing + corrupt == 0 ? ExitCodes.Success : ExitCodes.TaskFailed;
        });
        return command;
    }
}
