using System.CommandLine;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state list</c>.</summary>
internal static class StateListCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("list", "List every storage key and namespace that has state");
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (new ProjectOpener(tool).Open(options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
            var rows = new List<Row>();
            foreach (var key in await bench.Store.ListAsync(cancellation).ConfigureAwait(false))
            {
                var states = await bench.Store.ReadAsync(key, cancellation).ConfigureAwait(false);
                rows.Add(new Row(key, states.Count, states.Values.Count(state => state.Last?.Outcome == TaskOutcome.Succeeded), states.Keys.Sum(task => ItemsOf(bench.Store, key, task))));
            }

            if (options.Json(parsed)) WriteJson(tool.Screen, rows);
            else Write(tool.Screen, rows);
            return ExitCodes.Success;
        });
        return command;
    }

    private static int ItemsOf(IStateStore store, StateKey key, string task)
    {
        using var items = store.ReadItems(key, task);
        return items?.Count ?? 0;
    }

    private static void Write(Screen screen, List<Row> rows)
    {
        if (rows.Count == 0) screen.Line("nothing is recorded yet");
        var grid = new Grid();
        foreach (var (key, tasks, succeeded, items) in rows) grid.Add((key.StorageKey, Colour.Cyan), (key.Namespace, null), ($"{Units.Count(tasks, "task")}, {succeeded} succeeded{(items > 0 ? $" · {Units.Count(items, "item")}" : "")}", null));
        grid.Write(screen);
    }

    private static void WriteJson(Screen screen, List<Row> rows) => JsonOutput.Write(screen, writer =>
    {
        writer.WriteStartArray();
        foreach (var (key, tasks, succeeded, items) in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("storage_key", key.StorageKey);
            writer.WriteString("namespace", key.Namespace);
            writer.WriteNumber("tasks", tasks);
            writer.WriteNumber("succeeded", succeeded);
            if (items > 0) writer.WriteNumber("items", items);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private sealed record Row(StateKey Key, int Tasks, int Succeeded, int Items);
}
