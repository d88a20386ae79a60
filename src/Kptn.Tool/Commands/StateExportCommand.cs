using System.CommandLine;
using Kptn.Engine.State;
using Kptn.Engine.State.Transfer;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state export</c>.</summary>
internal static class StateExportCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("export", "Write state to one file, which any storage key of any machine can import")
        {
            Examples =
            [
                ("kptn state export state.jsonl", "the state of the current branch and graph"),
                ("kptn state export all.jsonl --all", "every storage key and namespace"),
            ],
        };
        var file = new Argument<string>("FILE") { Description = "The file; one that is there is replaced with --force only" };
        var all = new Option<bool>("--all") { Description = "Every storage key and namespace" };
        var key = new Option<string?>("--key") { Description = "Storage key (default: the current one)", HelpName = "KEY" };
        var force = new Option<bool>("--force", "-f") { Description = "Replace exported state that is there" };
        command.Arguments.Add(file);
        command.Options.Add(all);
        command.Options.Add(key);
        command.Options.Add(force);
        var options = new ProjectOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(key) is not null) result.AddError("--all takes every storage key; it does not go with --key");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
            var path = Path.GetFullPath(parsed.GetValue(file)!, tool.Folder);
            if (Refusal(path, parsed.GetValue(force)) is { } refusal)
            {
                tool.Screen.Refuse($"'{parsed.GetValue(file)}' {refusal}");
                return ExitCodes.BadUsage;
            }

            IReadOnlyList<StateKey> keys;
            if (parsed.GetValue(all))
            {
                keys = await bench.Store.ListAsync(cancellation).ConfigureAwait(false);
            }
            else
            {
                if (opener.Choose(bench, options.Graph(parsed)) is not { } graph) return ExitCodes.BadUsage;
                keys = [bench.KeyOf(graph) with { StorageKey = parsed.GetValue(key) ?? bench.KeyOf(graph).StorageKey }];
            }

            var tasks = 0;
            using (var writer = new StateFileWriter(path))
            {
                foreach (var one in keys)
                {
                    var view = await bench.Branches.ViewAsync(one, cancellation).ConfigureAwait(false);
                    if (view.States.Count == 0 && parsed.GetValue(all)) continue;
                    if (view.States.Count == 0 && await StatePlaceOptions.ReadAsync(tool, bench.Branches, one, cancellation).ConfigureAwait(false) is null) return ExitCodes.BadUsage;
                    writer.Add(StateSource.Of(view), cancellation);
                    tasks += view.States.Count;
                }

                if (tasks == 0)
                {
                    tool.Screen.Refuse("nothing is recorded yet");
                    return ExitCodes.BadUsage;
                }

                writer.Finish();
            }

            Tell(tool.Screen, path, parsed.GetValue(file)!, keys, tasks, options.Json(parsed));
            return ExitCodes.Success;
        });
        return command;
    }

    private static string? Refusal(string path, bool force)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0) return null;
        if (!StateFile.Is(path)) return "exists and is no exported state; it was left as it is";
        return force ? null : "exists already; --force replaces it";
    }

    private static void Tell(Screen screen, string path, string shown, IReadOnlyList<StateKey> keys, int tasks, bool json)
    {
        var bytes = new FileInfo(path).Length;
        var what = keys.Count == 1 ? $"{keys[0].StorageKey} / {keys[0].Namespace}" : Units.Count(keys.Count, "storage key");
        if (!json)
        {
            screen.Line($"exported {Units.Count(tasks, "task")} of {what} to {shown} ({Units.Bytes(bytes)})");
            return;
        }

        JsonOutput.Write(screen, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("file", shown);
            writer.WriteNumber("keys", keys.Count);
            writer.WriteNumber("tasks", tasks);
            writer.WriteNumber("bytes", bytes);
            writer.WriteEndObject();
        });
    }
}
