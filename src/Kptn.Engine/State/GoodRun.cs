using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State;

/// <summary>The last success of a task; it stays until the next success commits.</summary>
/// <param name="Fingerprint">What it depended on, as read at the start of the try.</param>
/// <param name="Outputs">What it made, sorted by path.</param>
/// <param name="ResultHash">Hash of the result's canonical JSON; none where no result is kept.</param>
/// <param name="ResultSize">Bytes of the result.</param>
/// <param name="RunId">The run it belongs to.</param>
/// <param name="StartedAt">Start of the try that succeeded, UTC.</param>
/// <param name="EndedAt">Its end, UTC.</param>
/// <param name="PeakMemory">Largest resident size of one process of it, bytes; zero where unknown.</param>
/// <param name="CpuTime">User and system time of all its processes.</param>
public sealed record GoodRun(
    Fingerprint Fingerprint,
    IReadOnlyList<OutputState> Outputs,
    Hash256 ResultHash,
    long ResultSize,
    string RunId,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    long PeakMemory,
    TimeSpan CpuTime)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Duration => EndedAt - StartedAt;

    /// <summary>Whether a result is kept.</summary>
    public bool HasResult => !ResultHash.IsNone;
}
