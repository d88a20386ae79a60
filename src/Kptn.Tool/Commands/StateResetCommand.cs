using System.CommandLine;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Restoring;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state reset</c>.</summary>
internal static class StateResetCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("reset", "Forget the state of tasks or items, so that they run again; outputs stay on disk")
        {
            Examples =
            [
                ("kptn state reset clean+", "forget clean and everything that depends on it"),
                ("kptn state reset summary --item US_STATE=NC", "forget one item of a mapped task"),
                ("kptn state reset --all", "forget every task of the graph"),
            ],
        };
        var selection = new SelectionOptions("none; --all takes all").AddTo(command);
        var items = new ItemOptions(hasSubset: false).AddTo(command);
        var all = new Option<bool>("--all") { Description = "Every task of the namespace, also those that are no longer in the graph" };
        command.Options.Add(all);
        var options = new ProjectOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && (items.IsUsed(result) || selection.HasItems(result))) result.AddError("--all forgets whole tasks; it does not go with items");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await StateScope.OpenAsync(tool, options, parsed, cancellation).ConfigureAwait(false) is not { } scope) return ExitCodes.BadUsage;
            if (items.Scope(tool, parsed, selection.Parse(parsed)) is not { } chosen) return ExitCodes.BadUsage;
            if (selection.IsEmpty(parsed) && !parsed.GetValue(all) && chosen.Filter is null)
            {
                tool.Screen.Refuse("name the tasks to forget, or say --all");
                return ExitCodes.BadUsage;
            }

            var words = selection.Parse(parsed) with { Items = chosen.Filter?.Selectors ?? [] };
            IReadOnlyList<string>? names = parsed.GetValue(all) ? [.. scope.States.Keys] : await TaskSelector.SelectAsync(tool, words, scope.Bench, scope.Graph, cancellation).ConfigureAwait(false);
            if (names is null || (chosen.Filter is { } filter && scope.Refuses(tool, names, filter))) return ExitCodes.BadUsage;
            var holder = new LeaseHolder(Environment.MachineName, Environment.ProcessId, tool.Time.GetUtcNow());
            await using var writer = await scope.Bench.Store.OpenAsync(scope.Key, holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
            new ResetMarks(scope.Bench.Project.KptnDir, scope.Key).Add(names, tool.Time.GetUtcNow());
            if (chosen.Filter is null) Tasks(tool.Screen, scope.Key, writer, names, options.Json(parsed));
            else await ItemsAsync(tool.Screen, scope, writer, names, chosen.Filter, options.Json(parsed)).ConfigureAwait(false);
            await writer.FlushAsync(cancellation).ConfigureAwait(false);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Tasks(Screen screen, StateKey key, IStateWriter writer, IReadOnlyList<string> names, bool json)
    {
        var known = names.Where(writer.Opened.ContainsKey).ToList();
        writer.Forget(known);
        if (json) Write(screen, key, known, []);
        else screen.Line($"forgot {Units.Count(known.Count, "task")} of {key.StorageKey} / {key.Namespace}");
    }

    private static async Task ItemsAsync(Screen screen, StateScope scope, IStateWriter writer, IReadOnlyList<string> names, ItemFilter filter, bool json)
    {
        var forgotten = new List<(string Task, int Items)>();
        foreach (var name in names.Where(name => filter.Applies(scope.NamesOf(name)) && writer.Opened.ContainsKey(name)))
        {
            await using var items = writer.OpenItems(name);
            var numbers = RecordedItems.Find(items, scope.NamesOf(name), filter).Select(item => item.Slot.Number).ToList();
            if (numbers.Count == 0) continue;

            // First the task: were it still up to date, nobody would look for the items that are missing.
            if (writer.Opened[name].Last is { } last) writer.RecordEnd(name, last with { Outcome = TaskOutcome.Incomplete, ItemsDone = Math.Max(0, last.ItemsDone - numbers.Count) }, null);
            await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            items.Drop(numbers);
            await items.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            forgotten.Add((name, numbers.Count));
        }

        if (json) Write(screen, scope.Key, [], forgotten);
        else screen.Line($"forgot {Units.Count(forgotten.Sum(task => task.Items), "item")} of {(forgotten.Count == 0 ? "no task" : string.Join(", ", forgotten.Select(task => task.Task)))} of {scope.Key.StorageKey} / {scope.Key.Namespace}");
    }

    private static void Write(Screen screen, StateKey key, IReadOnlyList<string> tasks, IReadOnlyList<(string Task, int Items)> items) => JsonOutput.Write(screen, json =>
    {
        json.WriteStartObject();
        json.WriteString("storage_key", key.StorageKey);
        json.WriteString("namespace", key.Namespace);
        json.Strings("forgotten", tasks);
        if (items.Count > 0)
        {
            json.WriteStartObject("forgotten_items");
            foreach (var (task, count) in items) json.WriteNumber(task, count);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });
}
