using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <content>What is recorded of a try: all that it read, as it was when the try started.</content>
internal sealed partial class Runner
{
    private static readonly Hash256 ChangedMeanwhile = Hash256.Of("kptn input changed while it was read");

    /// <summary>Reads code again that was edited since the plan, and decides where that is to be done as the task starts.</summary>
    private ReadyTask Refresh(ReadyTask ready)
    {
        if (_code is null) return ready;
        var task = _code.Current(ready.Task);
        if (ready.Decision is not null && ReferenceEquals(task, ready.Task)) return ready;
        ready = ready with { Task = task };
        var decision = DecideNow(ready);
        return ready with { Decision = ready.Try > 1 ? decision with { Action = PlanAction.Run, Reason = ready.Decision?.Reason } : decision };
    }

    /// <summary>Components to record after a success. Inputs that somebody changed meanwhile are recorded as such, so that the task runs again.</summary>
    private IReadOnlyList<Component> Observed(ReadyTask ready)
    {
        var components = ready.Decision!.Components;
        var task = ready.Task;
        if (_code is null) return components;
        var definition = task.Task.Definition;
        if (task.Task.Dependencies.Count > 0) components = ObserveInputs(task, components);
        if (definition.Language != TaskLanguage.Command || !_code.NamesFiles(task)) return components;
        GoodRun? before;
        lock (_gate) before = _states.GetValueOrDefault(task.Name)?.Good;
        return WrittenFiles.Observe(components, _code.OfCommand(task), before);
    }

    // Before the end is recorded: afterwards the run may be over, and this may wait, so not under the lock.
    private void Keep(PreparedTask task, AttemptResult result)
    {
        if (_keeper is null) return;
        _keeper.AddTask(task.Name, result.Outputs, task.Mapping?.RollUp);
        if (!result.ResultHash.IsNone) _keeper.AddResult(_context.Results.PathOf(result.ResultHash));
    }

    private IReadOnlyList<Component> ObserveInputs(PreparedTask task, IReadOnlyList<Component> components)
    {
        var given = new List<(string Name, GoodRun Good)>(task.Task.Dependencies.Count);
        lock (_gate)
        {
            foreach (var name in task.Task.Dependencies)
            {
                if (_nodes.TryGetValue(name, out var node) && node.Status is NodeStatus.Fresh or NodeStatus.Succeeded && _states.TryGetValue(name, out var state) && state.Good is { } good) given.Add((name, good));
            }
        }

        HashSet<string>? changed = null;
        foreach (var (name, good) in given)
        {
            foreach (var output in good.Outputs)
            {
                if (output.Path == _context.Tasks[name].Mapping?.RollUp)
                {
                    if (!_planner.AreItemsAsRecorded(_context.Tasks[name], output)) (changed ??= []).Add($"{name}/{output.Path}");
                    continue;
                }

                if ((TableUrl.Is(output.Path) || !_context.Outputs.IsUntouched(output)) && _context.Outputs.Check(output) != OutputCondition.AsRecorded) (changed ??= []).Add($"{name}/{output.Path}");
            }
        }

        if (changed is null) return components;
        return [.. components.Select(component => component.Kind == ComponentKind.Inputs && changed.Contains(component.Name) ? component with { Hash = ChangedMeanwhile } : component)];
    }
}
