namespace Kptn.Testing.Rendering.Xml;

/// <summary>A test with the ids that TRX wants.</summary>
/// <param name="outcome">What became of it.</param>
/// <param name="run">Id of the run.</param>
/// <param name="number">Its place in the report.</param>
internal sealed class TrxTest(TestOutcome outcome, string run, int number)
{
    /// <summary>What became of it.</summary>
    public TestOutcome Outcome { get; } = outcome;

    /// <summary>Id of the test, the same in each run.</summary>
    public string TestId { get; } = TestIds.Of($"test {outcome.Name}");

    /// <summary>Id of this run of it.</summary>
    public string ExecutionId { get; } = TestIds.Of($"execution {run} {number} {outcome.Name}");

    /// <summary>Its name within its graph.</summary>
    public string Method { get; } = outcome.Item is null ? outcome.Task : $"{outcome.Task}[{outcome.Item}]";
}
