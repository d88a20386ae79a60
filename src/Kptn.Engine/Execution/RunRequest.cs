using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution;

/// <summary>What a run is to do.</summary>
/// <param name="Plan">What was planned; its tasks are what the run looks at.</param>
public sealed record RunRequest(Plan Plan)
{
    /// <summary>How many tasks run at once; <see langword="null"/> for one a processor.</summary>
    public int? Jobs { get; init; }

    /// <summary>Tasks that run in any case.</summary>
    public IReadOnlySet<string> Forced { get; init; } = new HashSet<string>();

    /// <summary>Whether the first failure keeps all else from starting.</summary>
    public bool FailFast { get; init; }
}
