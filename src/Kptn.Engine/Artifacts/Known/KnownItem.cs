using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>A success of one item of a mapped task.</summary>
/// <param name="Key">The item's key: canonical JSON.</param>
/// <param name="Own">What it alone depended on; none for most.</param>
/// <param name="Outputs">Its own outputs.</param>
/// <param name="Result">What it returned.</param>
/// <param name="StartedAt">When it started, UTC.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="PeakMemory">Largest resident size of its process, bytes; zero where unknown.</param>
/// <param name="CpuTime">User and system time.</param>
public sealed record KnownItem(
    string Key,
    Hash256 Own,
    IReadOnlyList<KnownOutput> Outputs,
    ItemResult Result,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    long PeakMemory,
    TimeSpan CpuTime);
