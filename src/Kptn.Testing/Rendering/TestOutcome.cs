using Kptn.Engine.Projects;

namespace Kptn.Testing.Rendering;

/// <summary>What became of one test: a task, or one item of a mapped task.</summary>
public sealed record TestOutcome
{
    /// <summary>The graph.</summary>
    public required string Graph { get; init; }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The key of the item; <see langword="null"/> where it is the task as a whole.</summary>
    public string? Item { get; init; }

    /// <summary>What became of it.</summary>
    public required TestStatus Status { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why it ran, or why it was skipped; empty where there is nothing to say.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is another than when it was approved, most telling first, such as <c>code changed: clean.py:normalise</c>.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>Whether it ran on the approved outputs of its upstream tasks, so that a change is its own; <see langword="null"/> where not known.</summary>
    public bool? IsUpstreamApproved { get; init; }

    /// <summary>Names of the tasks of its graph that it depends on, directly or through others.</summary>
    public IReadOnlyList<string> Upstream { get; init; } = [];

    /// <summary>Each output of it.</summary>
    public IReadOnlyList<TestedOutput> Outputs { get; init; } = [];

    /// <summary>How it failed; <see langword="null"/> where it did not.</summary>
    public TestFailure? Failure { get; init; }

    /// <summary>Files that it wrote beside its outputs.</summary>
    public IReadOnlyList<string> Undeclared { get; init; } = [];

    /// <summary>What approves it, such as <c>kptn approve g/clean</c>; empty where there is nothing to approve.</summary>
    public string ApproveCommand { get; init; } = "";

    /// <summary>Where a person would look: the task's script, else its lines in kptn.yaml.</summary>
    public Place? Place { get; init; }

    /// <summary><c>graph/task</c>, with the item in brackets.</summary>
    public string Name => Item is null ? $"{Graph}/{Task}" : $"{Graph}/{Task}[{Item}]";

    /// <summary>Whether the run as a whole may be green with it.</summary>
    public bool Passes => Status is TestStatus.Same or TestStatus.Skipped or TestStatus.Orphaned;
}
