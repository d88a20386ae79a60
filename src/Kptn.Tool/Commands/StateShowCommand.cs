using System.CommandLine;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state show</c>.</summary>
internal static class StateShowCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("show", "Print the state of tasks, as JSON") { Examples = [("kptn state show report", "fingerprint, outputs, times and memory of report")] };
        var selection = new SelectionOptions().AddTo(command);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await StateScope.OpenAsync(tool, options, parsed, cancellation).ConfigureAwait(false) is not var (bench, graph, key, states)) return ExitCodes.BadUsage;
            if (await TaskSelector.SelectAsync(tool, selection.Parse(parsed), bench, graph, cancellation).ConfigureAwait(false) is not { } names) return ExitCodes.BadUsage;
            JsonOutput.Write(tool.Screen, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("storage_key", key.StorageKey);
                writer.WriteString("namespace", key.Namespace);
                writer.WriteStartArray("tasks");
                foreach (var name in names)
                {
                    if (!states.TryGetValue(name, out var state)) continue;
                    writer.WriteStartObject();
                    writer.WriteString("task", name);
                    StateJson.WriteProperties(writer, state);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return ExitCodes.Success;
        });
        return command;
    }
}
