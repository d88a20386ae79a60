using System.CommandLine;
using Kptn.Engine.Projects;
using Kptn.Engine.State.Transfer;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state import</c>.</summary>
internal static class StateImportCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("import", "Take over state from a file that kptn state export wrote")
        {
            Examples =
            [
                ("kptn state import state.jsonl", "under the storage keys that the file names"),
                ("kptn state import state.jsonl --as debug", "under another storage key"),
            ],
        };
        var file = new Argument<string>("FILE") { Description = "The file" };
        var name = new Option<string?>("--as") { Description = "Storage key that gets it (default: as the file says)", HelpName = "KEY" };
        var force = new Option<bool>("--force", "-f") { Description = "Replace state that is there" };
        command.Arguments.Add(file);
        command.Options.Add(name);
        command.Options.Add(force);
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (new ProjectOpener(tool).Open(options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
            using var state = StateFile.Open(Path.GetFullPath(parsed.GetValue(file)!, tool.Folder), cancellation);
            var sources = state.Sources;
            if (parsed.GetValue(name) is { } other)
            {
                if (sources.Select(source => source.Key.StorageKey).Distinct().Count() > 1)
                {
                    tool.Screen.Refuse("--as takes a file with one storage key, and this one has more; import them as they are, and clone the one you mean");
                    return ExitCodes.BadUsage;
                }

                sources = [.. sources.Select(source => source with { Key = source.Key with { StorageKey = other } })];
            }

            KptnFolder.Create(bench.Project.KptnDir);
            var targets = sources.Where(source => source.States.Count > 0).Select(source => (Source: source, Target: new StateTarget(tool, bench.Branches, source.Key))).ToList();

            // Before anything is written, it is known of all whether they may be.
            foreach (var (_, target) in targets)
            {
                if (!parsed.GetValue(force) && await target.IsTakenAsync(cancellation).ConfigureAwait(false)) return ExitCodes.BadUsage;
            }

            foreach (var (source, target) in targets)
            {
                if (!await target.ReplaceAsync(new StateCopy(source), parsed.GetValue(force), cancellation).ConfigureAwait(false)) return ExitCodes.BadUsage;
            }

            Tell(tool.Screen, [.. targets.Select(target => target.Source)], options.Json(parsed));
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Tell(Screen screen, IReadOnlyList<StateSource> sources, bool json)
    {
        if (!json)
        {
            foreach (var source in sources) screen.Line($"imported {Units.Count(source.States.Count, "task")} as {source.Key.StorageKey} / {source.Key.Namespace}");
            if (sources.Count == 0) screen.Line("the file holds no state");
            return;
        }

        JsonOutput.Write(screen, writer =>
        {
            writer.WriteStartArray();
            foreach (var source in sources)
            {
                writer.WriteStartObject();
                writer.WriteString("storage_key", source.Key.StorageKey);
                writer.WriteString("namespace", source.Key.Namespace);
                writer.WriteNumber("tasks", source.States.Count);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }
}
