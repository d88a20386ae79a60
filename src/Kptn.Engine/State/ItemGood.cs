using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State;

/// <summary>What the last good run of an item left.</summary>
/// <param name="Session">The number, in its table, of the session that ran it: what all its items depended on, and the run's id.</param>
/// <param name="Own">What this item alone depended on besides its key: the hash of its input file's content, of its own script; none where there is no such thing.</param>
/// <param name="Outputs">Its own outputs, sorted by path.</param>
/// <param name="Result">What it returned, where the task keeps results.</param>
/// <param name="StartedAt">When its last try started, UTC.</param>
/// <param name="Duration">How long that try took.</param>
/// <param name="PeakMemory">Peak resident memory of its process in bytes; 0 where unknown. Items that share a worker share its peak.</param>
/// <param name="CpuTime">Processor time of the item.</param>
public sealed record ItemGood(
    int Session,
    Hash256 Own,
    IReadOnlyList<OutputState> Outputs,
    ItemResult Result,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    long PeakMemory,
    TimeSpan CpuTime);
