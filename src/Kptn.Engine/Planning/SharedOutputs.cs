using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Outputs of a mapped task that name no item: all its items make them together.</summary>
internal static class SharedOutputs
{
    /// <summary>Why every item has to run: one of them is not there, or not as the last run left it; else <see langword="null"/>.</summary>
    /// <param name="context">The graph's context.</param>
    /// <param name="task">The mapped task.</param>
    /// <param name="state">What is recorded of it.</param>
    public static Reason? Check(GraphContext context, PreparedTask task, TaskState? state)
    {
        // Only a success tells what they were: items that ran since, in a run that did not end well, may have added to them.
        var good = state is { Last.Outcome: TaskOutcome.Succeeded } ? state.Good : null;
        foreach (var path in task.Outputs)
        {
            var recorded = good?.Outputs.FirstOrDefault(output => output.Path.TrimEnd('/') == path.TrimEnd('/'));
            var condition = recorded is not null ? context.Outputs.Check(recorded)
                : context.Outputs.Read(path) is null ? OutputCondition.Missing : OutputCondition.AsRecorded;
            if (condition == OutputCondition.Missing) return new Reason(ReasonKind.OutputsMissing, path);
            if (condition == OutputCondition.Modified) return new Reason(ReasonKind.OutputsModified, path);
        }

        return null;
    }
}
