using System.CommandLine;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Outputs;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn restore</c>.</summary>
internal sealed class RestoreCommand
{
    private readonly SelectionOptions _selection = new();
    private readonly ItemOptions _items = new();
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Also replace outputs whose content was changed, and delete what was added to output folders" };
    private readonly ProjectOptions _options;
    private readonly ToolContext _tool;

    private RestoreCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        _selection.AddTo(command);
        _items.AddTo(command);
        command.Options.Add(_force);
        _options = new ProjectOptions().AddTo(command);
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("restore", "Put recorded outputs of tasks and items back on disk from the artifacts, where they are missing")
        {
            Examples =
            [
                ("kptn restore", "every output that is missing"),
                ("kptn restore report", "those of report"),
                ("kptn restore summary --item US_STATE=NC", "those of one item"),
                ("kptn restore report --force", "those of report, also where they were changed"),
            ],
        };
        var verb = new RestoreCommand(tool, command);
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
        var holder = new LeaseHolder(Environment.MachineName, Environment.ProcessId, _tool.Time.GetUtcNow());
        KptnFolder.Create(bench.Project.KptnDir);

        // Nobody writes outputs while they are put back.
        await using var state = await bench.Store.OpenAsync(context.Key, holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        var selection = _selection.Parse(parsed) with { Items = items.Filter?.Selectors ?? [] };
        if (TaskSelector.Select(_tool, selection, graph, bench.Project, TaskSelector.ByState(context, state.Opened)) is not { } names) return ExitCodes.BadUsage;
        if (ItemCheck.Refuses(_tool, context, names)) return ExitCodes.BadUsage;

        var restorer = new OutputRestorer(context.Outputs, LocalArtifactStore.Of(bench.Project), parsed.GetValue(_force));
        var restored = names.SelectMany(name => Restore(context, restorer, name, state.Opened.GetValueOrDefault(name), cancellation));
        var isWhole = new RestoreListing(_tool.Screen, _options.Json(parsed)).Write(restored);
        context.SaveCaches();
        return cancellation.IsCancellationRequested ? ExitCodes.Interrupted : isWhole ? ExitCodes.Success : ExitCodes.TaskFailed;
    }

    private static IEnumerable<RestoredOutput> Restore(GraphContext context, OutputRestorer restorer, string name, TaskState? state, CancellationToken cancellation)
    {
        var mapping = context.Tasks[name].Mapping;
        using var items = mapping is null ? null : context.ReadItems(name);
        var (names, filter) = (mapping?.Names ?? [], context.Items.Filter);
        foreach (var output in RecordedOutputs.Of(name, state, items, names, filter))
        {
            if (cancellation.IsCancellationRequested) yield break;
            yield return restorer.Restore(output);
        }

        foreach (var lost in new RecordedResults(context).Lost(name, state, items, names, filter)) yield return new RestoredOutput(lost, Restoration.NotKept);
    }
}
