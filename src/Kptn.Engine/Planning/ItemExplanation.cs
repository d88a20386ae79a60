using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Why an item of a mapped task runs or not.</summary>
/// <param name="Key">The item's key.</param>
/// <param name="IsListed">Whether it is in the list now; <see langword="null"/> where the list is not known yet.</param>
/// <param name="State">What is recorded of it; <see langword="null"/> for a new one.</param>
/// <param name="GoodRun">The run of its last good try; empty where it never succeeded.</param>
/// <param name="LastRun">The run of its last try; empty where nothing is recorded.</param>
/// <param name="Reason">Why it runs; <see langword="null"/> where nothing speaks for it.</param>
/// <param name="Components">All that it depends on, as recorded and as it is now, those that differ first.</param>
/// <param name="Changes">Those that differ.</param>
/// <param name="Outputs">Its own outputs, and how each is found on disk.</param>
public sealed record ItemExplanation(
    string Key,
    bool? IsListed,
    ItemState? State,
    string GoodRun,
    string LastRun,
    Reason? Reason,
    IReadOnlyList<ComponentChange> Components,
    IReadOnlyList<ComponentChange> Changes,
    IReadOnlyList<(OutputState Output, OutputCondition Condition)> Outputs);
