using System.CommandLine;
using Kptn.Engine.State;
using Kptn.Engine.State.Branches;
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
            foreach (var key in await bench.Store.ListAsync(cancellation).ConfigureAwait(false)) rows.Add(await RowAsync(bench, key, cancellation).ConfigureAwait(false));
            if (options.Json(parsed)) WriteJson(tool.Screen, rows);
            else Write(tool.Screen, rows);
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<Row> RowAsync(Workbench bench, StateKey key, CancellationToken cancellation)
    {
        var view = await bench.Branches.ViewAsync(key, cancellation).ConfigureAwait(false);
        var known = await bench.Branches.Inner.ReadBaseAsync(key, cancellation).ConfigureAwait(false);
        return new Row(view, known, view.States.Keys.Sum(task => ItemsOf(view, task)), bench.Store.SizeOf(key));
    }

    private static int ItemsOf(BranchView view, string task)
    {
        using var items = view.ReadItems(task);
        return items?.Count ?? 0;
    }

    private static void Write(Screen screen, List<Row> rows)
    {
        if (rows.Count == 0) screen.Line("nothing is recorded yet");
        var grid = new Grid();
        foreach (var row in rows)
        {
            var what = $"{Units.Count(row.View.States.Count, "task")}, {row.Succeeded} succeeded{(row.Items > 0 ? $" · {Units.Count(row.Items, "item")}" : "")}";
            grid.Add(
                (row.View.Key.StorageKey, Colour.Cyan),
                (row.View.Key.Namespace, null),
                (what, null),
                (Units.Bytes(row.Bytes), null),
                (row.LastRun is { } at ? Units.Time(at) : "-", null),
                (StateSources.Warning(row.Known) is { Length: > 0 } warning ? warning : StateSources.Of(row.View), Colour.Dim));
        }

        grid.Write(screen);
    }

    private static void WriteJson(Screen screen, List<Row> rows) => JsonOutput.Write(screen, writer =>
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("storage_key", row.View.Key.StorageKey);
            writer.WriteString("namespace", row.View.Key.Namespace);
            writer.WriteNumber("tasks", row.View.States.Count);
            writer.WriteNumber("succeeded", row.Succeeded);
            if (row.Items > 0) writer.WriteNumber("items", row.Items);
            if (row.Bytes > 0) writer.WriteNumber("bytes", row.Bytes);
            if (row.LastRun is { } at) writer.WriteString("last_run", at.UtcDateTime);
            if (row.Known is { IsUnfinished: true }) writer.WriteBoolean("unfinished", true);
            StateSources.Write(writer, row.View);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private sealed record Row(BranchView View, StateBase? Known, int Items, long Bytes)
    {
        public int Succeeded => View.States.Values.Count(state => state.Last?.Outcome == TaskOutcome.Succeeded);

        public DateTimeOffset? LastRun => View.Own.Values.Max(state => state.Last?.EndedAt);
    }
}
