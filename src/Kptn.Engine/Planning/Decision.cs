using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning.Restoring;

namespace Kptn.Engine.Planning;

/// <summary>Whether a task runs, and why.</summary>
/// <param name="Action">What is to be done.</param>
/// <param name="Reason">Why it runs; <see langword="null"/> where it does not, or only may.</param>
/// <param name="Components">What it depends on now, sorted; without the inputs that are not known yet.</param>
/// <param name="Changes">What differs from the recorded fingerprint.</param>
/// <param name="WaitsFor">Dependencies that run first, for <see cref="PlanAction.MayRun"/>.</param>
/// <param name="ResultAvailable">Whether its recorded outputs and result are there.</param>
public sealed record Decision(
    PlanAction Action,
    Reason? Reason,
    IReadOnlyList<Component> Components,
    IReadOnlyList<ComponentChange> Changes,
    IReadOnlyList<string> WaitsFor,
    bool ResultAvailable)
{
    /// <summary>How many items of a mapped task would run; <see langword="null"/> where the task is up to date, is not mapped, or its list is not known yet.</summary>
    public ItemCounts? Items { get; init; }

    /// <summary>For <see cref="PlanAction.Restore"/>, the success that makes up for a run.</summary>
    public KnownGood? Known { get; init; }

    /// <summary>Dependencies that are to be restored, directly or further up: what is decided holds where they can be.</summary>
    public IReadOnlyList<string> Assumes { get; init; } = [];

    /// <summary>What is wrong with the list of a mapped task, so that it would fail before any item ran; empty where nothing is.</summary>
    public string ItemProblem { get; init; } = "";
}
