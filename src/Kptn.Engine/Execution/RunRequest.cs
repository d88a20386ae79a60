using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>What a run is to do.</summary>
/// <param name="Plan">What was planned; its tasks are what the run looks at.</param>
public sealed record RunRequest(Plan Plan)
{
    /// <summary>How many tasks run at once; <see langword="null"/> for one a processor.</summary>
    public int? Jobs { get; init; }

    /// <summary>Tasks that run in any case.</summary>
    public IReadOnlySet<string> Forced { get; init; } = new HashSet<string>();

    /// <summary>The state that the plan was made against; <see langword="null"/> for the state as it was opened.</summary>
    public IReadOnlyDictionary<string, TaskState>? States { get; init; }

    /// <summary>What happened before the run that its user should know.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Whether the first failure keeps all else from starting.</summary>
    public bool FailFast { get; init; }
}
