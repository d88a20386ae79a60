using System.CommandLine;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state</c>.</summary>
internal static class StateCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("state", "Look at what is recorded, or forget it");
        command.Subcommands.Add(ListKeys(tool));
        command.Subcommands.Add(Show(tool));
        command.Subcommands.Add(Reset(tool));
        return command;
    }

    private static Command ListKeys(ToolContext tool)
    {
        var command = new Command("list", "List every storage key and namespace that has state");
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (new ProjectOpener(tool).Open(options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
            var rows = new List<(StateKey Key, int Tasks, int Succeeded)>();
            foreach (var key in await bench.Store.ListAsync(cancellation).ConfigureAwait(false))
            {
                var states = await bench.Store.ReadAsync(key, cancellation).ConfigureAwait(false);
                rows.Add((key, states.Count, states.Values.Count(state => state.Last?.Outcome == TaskOutcome.Succeeded)));
            }

            if (options.Json(parsed))
            {
                JsonOutput.Write(tool.Screen, writer =>
                {
                    writer.WriteStartArray();
                    foreach (var (key, tasks, succeeded) in rows)
                    {
                        writer.WriteStartObject();
                        writer.WriteString("storage_key", key.StorageKey);
                        writer.WriteString("namespace", key.Namespace);
                        writer.WriteNumber("tasks", tasks);
                        writer.WriteNumber("succeeded", succeeded);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                });
                return ExitCodes.Success;
            }

            var grid = new Grid();
            foreach (var (key, tasks, succeeded) in rows) grid.Add((key.StorageKey, Colour.Cyan), (key.Namespace, null), ($"{Units.Count(tasks, "task")}, {succeeded} succeeded", null));
            if (rows.Count == 0) tool.Screen.Line("nothing is recorded yet");
            grid.Write(tool.Screen);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Show(ToolContext tool)
    {
        var command = new Command("show", "Print what is recorded of tasks, as JSON");
        var options = new ProjectOptions().AddTo(command);
        var selection = new SelectionOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await OpenAsync(tool, options, parsed, cancellation).ConfigureAwait(false) is not var (bench, graph, key, states)) return ExitCodes.BadUsage;
            if (TaskSelector.Select(tool, selection.Parse(parsed), graph, bench.Project, ByLastTry(states)) is not { } names) return ExitCodes.BadUsage;
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

    private static Command Reset(ToolContext tool)
    {
        var command = new Command("reset", "Forget what is recorded of tasks, so that they run again; outputs stay on disk");
        var options = new ProjectOptions().AddTo(command);
        var selection = new SelectionOptions().AddTo(command);
        var all = new Option<bool>("--all") { Description = "Every task of the namespace, also such as are no longer in the graph" };
        command.Options.Add(all);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await OpenAsync(tool, options, parsed, cancellation).ConfigureAwait(false) is not var (bench, graph, key, states)) return ExitCodes.BadUsage;
            if (selection.IsEmpty(parsed) && !parsed.GetValue(all))
            {
                tool.Screen.Error("name the tasks to forget, or say --all");
                return ExitCodes.BadUsage;
            }

            IReadOnlyList<string>? names = parsed.GetValue(all) ? [.. states.Keys] : TaskSelector.Select(tool, selection.Parse(parsed), graph, bench.Project, ByLastTry(states));
            if (names is null) return ExitCodes.BadUsage;
            var holder = new LeaseHolder(Environment.MachineName, Environment.ProcessId, tool.Time.GetUtcNow());
            await using var writer = await bench.Store.OpenAsync(key, holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
            var known = names.Where(writer.Opened.ContainsKey).ToList();
            foreach (var name in known) writer.Forget(name);
            await writer.FlushAsync(cancellation).ConfigureAwait(false);
            tool.Screen.Line($"forgot {Units.Count(known.Count, "task")} of {key.StorageKey} / {key.Namespace}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<(Workbench Bench, Engine.Graphs.TaskGraph Graph, StateKey Key, IReadOnlyDictionary<string, TaskState> States)?> OpenAsync(
        ToolContext tool,
        ProjectOptions options,
        ParseResult parsed,
        CancellationToken cancellation)
    {
        var opener = new ProjectOpener(tool);
        if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph) return null;
        var key = bench.KeyOf(graph);
        return (bench, graph, key, await bench.ReadAsync(key, cancellation).ConfigureAwait(false));
    }

    private static Func<string, IReadOnlySet<string>> ByLastTry(IReadOnlyDictionary<string, TaskState> states) => _ =>
        states.Values.Where(state => state.Last is { Outcome: not TaskOutcome.Succeeded }).Select(state => state.Task).ToHashSet();
}
