using System.CommandLine;
using System.CommandLine.Parsing;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Tool.Commands;

/// <summary>Options that say what is planned; <c>plan</c> and <c>run</c> share them.</summary>
internal sealed class PlanOptions
{
    private readonly Option<bool> _only = new("--only") { Description = "Only the chosen tasks, on what their dependencies made before (default: also what they depend on, where it is out of date)" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Count the chosen tasks as out of date" };
    private readonly Option<bool> _noRestore = new("--no-restore") { Description = "Run tasks also where it is known what they would make (default: put that back from the artifacts)" };
    private readonly SelectionOptions _selection = new();
    private readonly ItemOptions _items = new();

    /// <summary>Adds them to a verb.</summary>
    public PlanOptions AddTo(Command command)
    {
        _selection.AddTo(command);
        _items.AddTo(command);
        command.Options.Add(_only);
        command.Options.Add(_force);
        command.Options.Add(_noRestore);
        return this;
    }

    /// <summary>The items that were asked for.</summary>
    /// <returns>Them, or <see langword="null"/> after the errors were shown.</returns>
    public ItemScope? Items(ToolContext tool, ParseResult parsed) => _items.Scope(tool, parsed, _selection.Parse(parsed));

    /// <summary>The graph as it is to be planned: as it runs where nothing is to be restored.</summary>
    public GraphContext Restoring(ParseResult parsed, GraphContext context) => parsed.GetValue(_noRestore) ? context with { Restores = false } : context;

    /// <summary>Whether items are chosen on the command line.</summary>
    public bool HasItems(CommandResult result) => _items.IsUsed(result) || _selection.HasItems(result);

    /// <summary>Whether any of them is on the command line.</summary>
    public bool IsUsed(CommandResult result) => _selection.IsUsed(result) || _items.IsUsed(result) || result.GetValue(_only) || result.GetValue(_force);

    /// <summary>The tasks that a plan is to look at.</summary>
    /// <returns>The scope, or <see langword="null"/> after the errors were shown.</returns>
    public Scope? Scope(ToolContext tool, ParseResult parsed, GraphContext context, IReadOnlyDictionary<string, TaskState> states)
    {
        var byState = TaskSelector.ByState(context, states);
        // Items without tasks choose the tasks that map over them, whichever way they are given.
        var selection = _selection.Parse(parsed) with { Items = context.Items.Filter?.Selectors ?? [] };
        if (TaskSelector.Select(tool, selection, context.Graph, context.Project, byState) is not { } chosen) return null;
        return Tool.Scope.Of(context.Graph, chosen, parsed.GetValue(_only), parsed.GetValue(_force));
    }
}
