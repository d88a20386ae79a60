using System.CommandLine;
using Kptn.Engine.Outputs;
using Kptn.Engine.Planning;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn outputs</c>.</summary>
internal sealed class OutputsCommand
{
    private readonly SelectionOptions _selection = new();
    private readonly ItemOptions _items = new();
    private readonly Option<bool> _orphans = new("--orphans") { Description = "Instead, what was made once and is nobody's output any more: of items that left their list, of tasks that left the graph" };
    private readonly Option<bool> _delete = new("--delete") { Description = "Delete those, where their content is still what was recorded" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Delete them also where their content was changed" };
    private readonly ProjectOptions _options;
    private readonly ToolContext _tool;

    private OutputsCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        _selection.AddTo(command);
        _items.AddTo(command);
        foreach (var option in new Option[] { _orphans, _delete, _force }) command.Options.Add(option);
        _options = new ProjectOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_delete) && !result.GetValue(_orphans)) result.AddError("--delete goes with --orphans; outputs that are somebody's are never deleted");
            else if (result.GetValue(_force) && !result.GetValue(_delete)) result.AddError("--force goes with --orphans --delete");
        });
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("outputs", "List what tasks and items made, and whether it is still there; find and delete what nobody makes any more")
        {
            Examples =
            [
                ("kptn outputs", "every recorded output"),
                ("kptn outputs summary --item US_STATE=NC", "those of one item"),
                ("kptn outputs --orphans", "what items and tasks left that are gone"),
                ("kptn outputs --orphans --delete", "delete that"),
            ],
        };
        var verb = new OutputsCommand(tool, command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var opener = new ProjectOpener(_tool);
        if (opener.Open(_options.Project(parsed)) is not { } bench || opener.Choose(bench, _options.Graph(parsed)) is not { } graph) return ExitCodes.BadUsage;
        if (_items.Scope(_tool, parsed, _selection.Parse(parsed)) is not { } items) return ExitCodes.BadUsage;
        bench = bench with { Items = items };
        if (await opener.PrepareAsync(bench, graph, cancellation).ConfigureAwait(false) is not { } context) return ExitCodes.BadUsage;
        var states = await bench.ReadAsync(context.Key, cancellation).ConfigureAwait(false);
        var selection = _selection.Parse(parsed) with { Items = items.Filter?.Selectors ?? [] };
        if (TaskSelector.Select(_tool, selection, graph, bench.Project, TaskSelector.ByState(context, states)) is not { } names) return ExitCodes.BadUsage;
        if (ItemCheck.Refuses(_tool, context, names)) return ExitCodes.BadUsage;

        var isNarrowed = !_selection.IsEmpty(parsed) || items.Filter is not null;
        var exitCode = parsed.GetValue(_orphans)
            ? await OrphansAsync(parsed, bench, context, isNarrowed ? names : null, cancellation).ConfigureAwait(false)
            : List(parsed, context, names, states);
        context.SaveCaches();
        return exitCode;
    }

    private int List(ParseResult parsed, GraphContext context, IReadOnlyList<string> names, IReadOnlyDictionary<string, Engine.State.TaskState> states)
    {
        var found = names.SelectMany(name =>
        {
            var mapping = context.Tasks[name].Mapping;
            return Owned(context, name, items => RecordedOutputs.Of(name, states.GetValueOrDefault(name), items, mapping?.Names ?? [], context.Items.Filter));
        });
        OutputListing.Write(_tool.Screen, found.Select(output => new ListedOutput(output, context.Outputs.Check(output.Output))), _options.Json(parsed));
        return ExitCodes.Success;
    }

    private static IEnumerable<RecordedOutput> Owned(GraphContext context, string name, Func<Engine.State.IItemTable?, IEnumerable<RecordedOutput>> read)
    {
        using var items = context.Tasks[name].Mapping is null ? null : context.ReadItems(name);
        foreach (var output in read(items)) yield return output;
    }

    private async Task<int> OrphansAsync(ParseResult parsed, Workbench bench, GraphContext context, IReadOnlyList<string>? names, CancellationToken cancellation)
    {
        var verb = new OrphanVerb(_tool, bench, context, TasksOf(bench, context)) { Names = names };
        if (parsed.GetValue(_delete)) await verb.DeleteAsync(parsed.GetValue(_force), _options.Json(parsed), cancellation).ConfigureAwait(false);
        else await verb.ListAsync(_options.Json(parsed), cancellation).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    // Graphs that share a namespace share its state.
    private static Dictionary<string, bool> TasksOf(Workbench bench, GraphContext context) => bench.Graphs.Values
        .Where(graph => bench.KeyOf(graph) == context.Key)
        .SelectMany(graph => graph.Tasks.Values)
        .GroupBy(task => task.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Any(task => task.Definition.IsMapped), StringComparer.Ordinal);
}
