using Kptn.Engine.Projects;

namespace Kptn.Testing.Rendering.Json;

/// <summary>A test in JSON.</summary>
internal sealed record OutcomeDocument
{
    /// <summary>Graph, task and item in one.</summary>
    public string Name { get; init; } = "";

    /// <summary>The graph.</summary>
    public required string Graph { get; init; }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The key of the item.</summary>
    public string? Item { get; init; }

    /// <summary>What became of it.</summary>
    public required TestStatus Status { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it ran or was skipped.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is another than when it was approved.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>Whether upstream was as approved.</summary>
    public bool? UpstreamApproved { get; init; }

    /// <summary>Tasks it depends on.</summary>
    public IReadOnlyList<string> Upstream { get; init; } = [];

    /// <summary>How it failed.</summary>
    public TestFailure? Failure { get; init; }

    /// <summary>Files beside its outputs.</summary>
    public IReadOnlyList<string> Undeclared { get; init; } = [];

    /// <summary>What approves it.</summary>
    public string ApproveCommand { get; init; } = "";

    /// <summary>Where to look.</summary>
    public Place? Place { get; init; }

    /// <summary>Its outputs.</summary>
    public IReadOnlyList<TestedOutput> Outputs { get; init; } = [];

    /// <summary>Of a test.</summary>
    public static OutcomeDocument Of(TestOutcome outcome) => new()
    {
        Name = outcome.Name,
        Graph = outcome.Graph,
        Task = outcome.Task,
        Item = outcome.Item,
        Status = outcome.Status,
        Seconds = Math.Round(outcome.Duration.TotalSeconds, 4),
        Reason = outcome.Reason,
        Causes = outcome.Causes,
        UpstreamApproved = outcome.IsUpstreamApproved,
        Upstream = outcome.Upstream,
        Failure = outcome.Failure,
        Undeclared = outcome.Undeclared,
        ApproveCommand = outcome.ApproveCommand,
        Place = outcome.Place,
        Outputs = outcome.Outputs,
    };

    /// <summary>The test.</summary>
    public TestOutcome Outcome() => new()
    {
        Graph = Graph,
        Task = Task,
        Item = Item,
        Status = Status,
        Duration = TimeSpan.FromSeconds(Seconds),
        Reason = Reason,
        Causes = Causes,
        IsUpstreamApproved = UpstreamApproved,
        Upstream = Upstream,
        Failure = Failure,
        Undeclared = Undeclared,
        ApproveCommand = ApproveCommand,
        Place = Place,
        Outputs = Outputs,
    };
}
