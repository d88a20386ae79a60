using System.CommandLine;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state reset</c>.</summary>
internal static class StateResetCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("reset", "Forget the state of tasks, so that they run again; outputs stay on disk")
        {
            Examples =
            [
                ("kptn state reset clean+", "forget clean and everything that depends on it"),
                ("kptn state reset --all", "forget every task of the graph"),
            ],
        };
        var selection = new SelectionOptions("none; --all takes all").AddTo(command);
        var all = new Option<bool>("--all") { Description = "Every task of the namespace, also those that are no longer in the graph" };
        command.Options.Add(all);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await StateScope.OpenAsync(tool, options, parsed, cancellation).ConfigureAwait(false) is not var (bench, graph, key, states)) return ExitCodes.BadUsage;
            if (selection.IsEmpty(parsed) && !parsed.GetValue(all))
            {
                tool.Screen.Refuse("name the tasks to forget, or say --all");
                return ExitCodes.BadUsage;
            }

            IReadOnlyList<string>? names = parsed.GetValue(all) ? [.. states.Keys] : await TaskSelector.SelectAsync(tool, selection.Parse(parsed), bench, graph, cancellation).ConfigureAwait(false);
            if (names is null) return ExitCodes.BadUsage;
            var holder = new LeaseHolder(Environment.MachineName, Environment.ProcessId, tool.Time.GetUtcNow());
            await using var writer = await bench.Store.OpenAsync(key, holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
            var known = names.Where(writer.Opened.ContainsKey).ToList();
            foreach (var name in known) writer.Forget(name);
            await writer.FlushAsync(cancellation).ConfigureAwait(false);
            if (options.Json(parsed)) JsonOutput.Write(tool.Screen, json => WriteForgotten(json, key, known));
            else tool.Screen.Line($"forgot {Units.Count(known.Count, "task")} of {key.StorageKey} / {key.Namespace}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static void WriteForgotten(System.Text.Json.Utf8JsonWriter json, StateKey key, List<string> names)
    {
        json.WriteStartObject();
        json.WriteString("storage_key", key.StorageKey);
        json.WriteString("namespace", key.Namespace);
        json.Strings("forgotten", names);
        json.WriteEndObject();
    }
}
