using Kptn.Testing.Snapshots.Approving;
using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Orphans;

namespace Kptn.Testing.Snapshots;

public sealed partial class SnapshotStore
{
    /// <summary>The build server that this runs on, where nothing is ever approved; <see langword="null"/> elsewhere.</summary>
    internal string? Server { get; init; } = BuildServer.Find(Environment.GetEnvironmentVariable);

    /// <summary>All that awaits approval, sorted by folder.</summary>
    /// <exception cref="IOException">A file could not be read.</exception>
    public IReadOnlyList<PendingSnapshot> Pending() => new PendingFinder(_settings, _reader, _pending, _moved).All();

    /// <summary>Approves what was received, where it is still what was shown. Never on a build server.</summary>
    /// <param name="pending">What was shown.</param>
    /// <param name="outputs">Paths of outputs, <see cref="ReceivedOutput.ResultPath"/> for the result; <see langword="null"/> for all. The rest still awaits approval.</param>
    /// <exception cref="IOException">It could not be written; what was approved until then stays approved.</exception>
    public ApproveResult Approve(PendingSnapshot pending, IReadOnlySet<string>? outputs = null)
    {
        ArgumentNullException.ThrowIfNull(pending);
        if (Server is not null) return new ApproveResult { IsComplete = false, Refusal = Refused };
        using var held = SnapshotLock.Take(_settings, isExclusive: true);
        _git.Ignore();
        _git.KeepBytes();
        return Approver().Approve(pending, outputs);
    }

    /// <summary>Removes what was received.</summary>
    /// <param name="pending">What was shown.</param>
    /// <param name="outputs">Paths of outputs, <see cref="ReceivedOutput.ResultPath"/> for the result; <see langword="null"/> for all. The rest still awaits approval.</param>
    /// <exception cref="IOException">A file could not be deleted.</exception>
    public void Reject(PendingSnapshot pending, IReadOnlySet<string>? outputs = null)
    {
        ArgumentNullException.ThrowIfNull(pending);
        using var held = SnapshotLock.Take(_settings, isExclusive: true);
        Approver().Reject(pending, outputs);
    }

    /// <summary>Finds folders and files of snapshots that belong to no known key, or that no manifest names.</summary>
    /// <param name="known">Every key of these graphs.</param>
    /// <param name="graphs">The graphs; folders of others are left alone.</param>
    /// <param name="scope">What else is known.</param>
    public IReadOnlyList<OrphanSnapshot> Orphans(IReadOnlyCollection<SnapshotKey> known, IReadOnlyCollection<string> graphs, OrphanScope? scope = null) =>
        new OrphanFinder(_settings, _disk).Find(known, graphs, scope ?? new OrphanScope());

    /// <summary>Removes files of an orphan; links and files that are no files of snapshots stay. Never on a build server.</summary>
    /// <param name="orphan">The orphan.</param>
    /// <exception cref="IOException">A file could not be deleted.</exception>
    public PruneResult Prune(OrphanSnapshot orphan)
    {
        ArgumentNullException.ThrowIfNull(orphan);
        if (Server is not null) return new PruneResult([], [orphan.Path], Refused);
        using var held = SnapshotLock.Take(_settings, isExclusive: true);
        return new OrphanPruner(_settings, _disk).Prune(orphan);
    }

    private string Refused => $"this runs on {Server}, where nothing is ever approved; approve on your own machine and commit the files";

    private Approver Approver() => new(_disk, _reader, _pending, _moved);
}
