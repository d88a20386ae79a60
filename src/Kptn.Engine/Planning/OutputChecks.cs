using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Looks whether what was recorded is still there.</summary>
internal sealed class OutputChecks(GraphContext context)
{
    private readonly ItemDecisions _items = new(context);

    /// <summary>Whether the outputs of each task in scope are as recorded, in the order of the graph.</summary>
    public (Reason? Reason, bool Available)[] Of(IReadOnlyDictionary<string, TaskState> states, IReadOnlySet<string> scope, ItemTables tables)
    {
        var tasks = new List<PreparedTask>(scope.Count);
        foreach (var (name, task) in context.Tasks)
        {
            if (scope.Contains(name)) tasks.Add(task);
        }

        var checks = new (Reason?, bool)[tasks.Count];
        Many.For(tasks.Count, i =>
        {
            if (!states.TryGetValue(tasks[i].Name, out var state) || state.Good is not { } good) return;
            checks[i] = Of(tasks[i], good, tables);
            _ = good.Fingerprint.Components.Count;
        });
        return checks;
    }

    /// <summary>Whether the outputs and the result of one task are as recorded: the first thing amiss, and whether all are there.</summary>
    public (Reason? Reason, bool Available) Of(PreparedTask task, GoodRun? good, ItemTables tables)
    {
        if (good is null) return (null, false);
        foreach (var output in good.Outputs)
        {
            if (output.Path == task.Mapping?.RollUp)
            {
                if (_items.Check(tables.Of(task.Name), output, out var available) is { } reason) return (reason, available);
                continue;
            }

            switch (context.Outputs.Check(output))
            {
                case OutputCondition.Missing:
                    return (new Reason(ReasonKind.OutputsMissing, output.Path), false);
                case OutputCondition.Modified:
                    return (new Reason(ReasonKind.OutputsModified, output.Path), true);
            }
        }

        return good.HasResult ? CheckResult(task, good.ResultHash) : (null, true);
    }

    private (Reason? Reason, bool Available) CheckResult(PreparedTask task, Hash256 recorded)
    {
        var name = $"result of {task.Name}";
        if (context.Code.Files.Hash(context.Results.PathOf(recorded)) is not var (hash, _)) return (new Reason(ReasonKind.OutputsMissing, name), false);
        return hash == recorded ? (null, true) : (new Reason(ReasonKind.OutputsModified, name), false);
    }
}
