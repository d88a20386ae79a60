using System.CommandLine;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Tool.Commands;

/// <summary>Options that say what is planned; <c>plan</c> and <c>run</c> share them.</summary>
internal sealed class PlanOptions
{
    private readonly Option<bool> _only = new("--only") { Description = "The chosen tasks alone, against what upstream produced before" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Run the chosen tasks although they are up to date" };
    private readonly SelectionOptions _selection = new();

    /// <summary>Adds them to a verb.</summary>
    public PlanOptions AddTo(Command command)
    {
        _selection.AddTo(command);
        command.Options.Add(_only);
        command.Options.Add(_force);
        return this;
    }

    /// <summary>The tasks that a plan is to look at.</summary>
    /// <returns>The scope, or <see langword="null"/> after the errors were shown.</returns>
    public Scope? Scope(ToolContext tool, ParseResult parsed, GraphContext context, IReadOnlyDictionary<string, TaskState> states)
    {
        var byState = TaskSelector.ByState(context, states);
        if (TaskSelector.Select(tool, _selection.Parse(parsed), context.Graph, context.Project, byState) is not { } chosen) return null;
        return Tool.Scope.Of(context.Graph, chosen, parsed.GetValue(_only), parsed.GetValue(_force));
    }
}
