using Kptn.Engine.Artifacts;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Outputs;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Puts what a known success made where the task itself would have put it.</summary>
internal sealed class TaskRestorer(GraphContext context)
{
    private readonly OutputRestorer _outputs = new(context.Outputs, context.Artifacts!, force: true);

    /// <summary>Restores the outputs and the result of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="good">The success.</param>
    /// <returns>The success as it lies here now, or why it could not be put back.</returns>
    public (GoodRun? Good, string Problem) Restore(PreparedTask task, GoodRun good)
    {
        var (outputs, problem) = Restore(task.Name, null, good.Outputs);
        if (problem.Length == 0 && good.HasResult) problem = Fetch(good.ResultHash);
        return problem.Length > 0 ? (null, problem) : (good with { Outputs = outputs }, "");
    }

    /// <summary>Restores outputs.</summary>
    /// <param name="task">The task.</param>
    /// <param name="item">The item; <see langword="null"/> for the task's own.</param>
    /// <param name="outputs">The outputs.</param>
    /// <returns>Them as they lie here now, or why they could not be put back.</returns>
    public (IReadOnlyList<OutputState> Outputs, string Problem) Restore(string task, string? item, IReadOnlyList<OutputState> outputs)
    {
        var now = new OutputState[outputs.Count];
        for (var i = 0; i < now.Length; i++)
        {
            var restored = _outputs.Restore(new RecordedOutput(task, item, outputs[i]));
            if (restored.Outcome is not (Restoration.There or Restoration.Restored)) return ([], Problem(restored));
            if (context.Outputs.ReadFresh(outputs[i].Path) is not { } read || read.Hash != outputs[i].Hash) return ([], $"'{outputs[i].Path}' was changed while it was put back");
            now[i] = read;
        }

        return (now, "");
    }

    /// <summary>Makes sure that a result is at hand.</summary>
    /// <param name="hash">Its hash.</param>
    /// <returns>Why it is not; empty where it is.</returns>
    public string Fetch(Hash256 hash)
    {
        using var content = context.Artifacts!.Open(hash, out var outcome);
        return outcome switch
        {
            GetOutcome.Found => "",
            GetOutcome.Missing => "its result is not among the artifacts",
            _ => "what was kept of its result did not match its hash",
        };
    }

    private static string Problem(RestoredOutput output) => output.Outcome switch
    {
        Restoration.NotKept => $"'{output.Recorded.Output.Path}' is not among the artifacts",
        _ when output.Problem.Length > 0 => $"'{output.Recorded.Output.Path}': {output.Problem}",
        _ => $"'{output.Recorded.Output.Path}' could not be put back",
    };
}
