using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>A success of a task, under whatever storage key: what it depended on, and what it made of that.</summary>
/// <param name="Task">The task.</param>
/// <param name="Fingerprint">Hash of its fingerprint.</param>
/// <param name="Outputs">What it made.</param>
/// <param name="ResultHash">Hash of its result; none where it kept none.</param>
/// <param name="ResultSize">Bytes of the result.</param>
/// <param name="RunId">The run.</param>
/// <param name="StorageKey">Whose state it went to.</param>
/// <param name="StartedAt">When it started, UTC.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="PeakMemory">Largest resident size of one of its processes, bytes; zero where unknown.</param>
/// <param name="CpuTime">User and system time of its processes.</param>
public sealed record KnownRun(
    string Task,
    Hash256 Fingerprint,
    IReadOnlyList<KnownOutput> Outputs,
    Hash256 ResultHash,
    long ResultSize,
    string RunId,
    string StorageKey,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    long PeakMemory,
    TimeSpan CpuTime);
