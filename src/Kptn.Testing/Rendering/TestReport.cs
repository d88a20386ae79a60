namespace Kptn.Testing.Rendering;

/// <summary>A run of tests.</summary>
public sealed record TestReport
{
    /// <summary>What was tested, as people know it: the project's name.</summary>
    public string Title { get; init; } = "";

    /// <summary>The command that made it, such as <c>kptn test tag:fast</c>; empty where it was another way.</summary>
    public string Command { get; init; } = "";

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took in all.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The tests, in any order.</summary>
    public required IReadOnlyList<TestOutcome> Outcomes { get; init; }

    /// <summary>Whether no test failed, changed or has nothing approved; orphaned snapshots do not count.</summary>
    public bool Passes => Outcomes.All(outcome => outcome.Passes);
}
