namespace Kptn.Testing.Rendering.Words;

/// <summary>What made a task differ, in words.</summary>
internal static class CauseWords
{
    private const int Named = 5;

    /// <summary>The causes, with whether upstream has a part in it.</summary>
    public static string Of(TestOutcome outcome)
    {
        var causes = string.Join("; ", outcome.Causes.Take(Named));
        if (outcome.Causes.Count > Named) causes += $"; … {Amounts.Count(outcome.Causes.Count - Named)} more";
        return outcome.IsUpstreamApproved == true ? $"{causes} (upstream is as approved)" : causes;
    }
}
