using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Planning;

/// <summary>Which items of a list run. It holds a bit for each item; keys are read again from the list.</summary>
/// <param name="List">Opens the list again from its start.</param>
/// <param name="Own">What an item depends on besides its key and what all have in common.</param>
/// <param name="Runs">For each item of the list, whether it runs.</param>
/// <param name="Done">How many items are done and do not run.</param>
/// <param name="Dropped">The places in the table of recorded items that are no longer in the list.</param>
/// <param name="Common">What every item depends on.</param>
/// <param name="Counts">The same in numbers.</param>
public sealed record ItemPlan(
    Func<ItemReader> List,
    Func<ItemReader, Hash256> Own,
    Bits Runs,
    int Done,
    IReadOnlyList<int> Dropped,
    Fingerprint Common,
    ItemCounts Counts)
{
    /// <summary>Whether every item has to run, since they make something together that is not there or not as it was.</summary>
    public bool RunsAll { get; init; }

    /// <summary>How many items the list has.</summary>
    public int Total => Runs.Count;
}
