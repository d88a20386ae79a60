using System.CommandLine;
using System.Text.Json;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state show</c>.</summary>
internal static class StateShowCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("show", "Print the state of tasks or items, as JSON")
        {
            Examples =
            [
                ("kptn state show report", "fingerprint, outputs, times and memory of report"),
                ("kptn state show summary --item US_STATE=NC", "the same of one item"),
            ],
        };
        var selection = new SelectionOptions().AddTo(command);
        var items = new ItemOptions(hasSubset: false).AddTo(command);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await StateScope.OpenAsync(tool, options, parsed, cancellation).ConfigureAwait(false) is not { } scope) return ExitCodes.BadUsage;
            if (items.Scope(tool, parsed, selection.Parse(parsed)) is not { } chosen) return ExitCodes.BadUsage;
            var words = selection.Parse(parsed) with { Items = chosen.Filter?.Selectors ?? [] };
            if (await TaskSelector.SelectAsync(tool, words, scope.Bench, scope.Graph, cancellation).ConfigureAwait(false) is not { } names) return ExitCodes.BadUsage;
            if (chosen.Filter is { } filter && scope.Refuses(tool, names, filter)) return ExitCodes.BadUsage;
            JsonOutput.Stream(tool.Screen, (writer, flush) =>
            {
                writer.WriteStartObject();
                writer.WriteString("storage_key", scope.Key.StorageKey);
                writer.WriteString("namespace", scope.Key.Namespace);
                writer.WriteStartArray(chosen.Filter is null ? "tasks" : "items");
                foreach (var name in names)
                {
                    if (chosen.Filter is null) WriteTask(writer, scope, name);
                    else WriteItems(writer, scope, name, chosen.Filter, flush);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return ExitCodes.Success;
        });
        return command;
    }

    private static void WriteTask(Utf8JsonWriter writer, StateScope scope, string name)
    {
        if (!scope.States.TryGetValue(name, out var state)) return;
        writer.WriteStartObject();
        writer.WriteString("task", name);
        StateJson.WriteProperties(writer, state);
        using var table = scope.Bench.Store.ReadItems(scope.Key, name);
        if (table is not null)
        {
            writer.WriteStartObject("items");
            writer.WriteNumber("recorded", table.Count);
            ItemStatusText.WriteCounts(writer, ItemStatus.Of(table, null, scope.IsHeld, 0));
            writer.WriteNumber("orphans", table.Orphans.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, StateScope scope, string name, ItemFilter filter, Action flush)
    {
        using var table = scope.Bench.Store.ReadItems(scope.Key, name);
        foreach (var (_, item) in table is null ? [] : RecordedItems.Find(table, scope.NamesOf(name), filter))
        {
            writer.WriteStartObject();
            writer.WriteString("task", name);
            ItemJson.WriteKey(writer, item.Key);
            ItemStateJson.WriteProperties(writer, item, table!.Sessions[item.Last.Session].RunId, item.Good is { } good ? table.Sessions[good.Session].RunId : "");
            writer.WriteEndObject();
            flush();
        }
    }
}
