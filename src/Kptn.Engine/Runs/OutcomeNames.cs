using Kptn.Engine.State;

namespace Kptn.Engine.Runs;

/// <summary>Outcomes in the words of listings and logs.</summary>
public static class OutcomeNames
{
    /// <summary>The word for an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Of(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Started => "running",
        TaskOutcome.Succeeded => "succeeded",
        TaskOutcome.Failed => "failed",
        TaskOutcome.Interrupted => "interrupted",
        _ => "incomplete",
    };
}
