namespace Kptn.Testing.Rendering.Words;

/// <summary>What made a task differ, in words.</summary>
internal static class CauseWords
{
    private const int Named = 5;

    /// <summary>The causes, with whether upstream has a part in it.</summary>
    public static string Of(TestOutcome outcome) =>
        outcome.IsUpstreamApproved == true ? $"{List(outcome)} (upstream is as approved)" : List(outcome);

    /// <summary>The causes.</summary>
    public static string List(TestOutcome outcome)
    {
        var causes = string.Join("; ", outcome.Causes.Take(Named));
        if (outcome.Causes.Count > Named) causes += $"; … {Amounts.Count(outcome.Causes.Count - Named)} more";
        return causes;
    }
}
