namespace Kptn.Testing.Snapshots;

/// <summary>What is known of a project when orphans are looked for.</summary>
public sealed record OrphanScope
{
    /// <summary>All graphs of the project, where snapshots of graphs that are gone count as orphans; <see langword="null"/> where they are left alone.</summary>
    public IReadOnlyCollection<string>? ProjectGraphs { get; init; }

    /// <summary>Mapped tasks whose items are not known now: nothing of theirs is an orphan.</summary>
    public IReadOnlyCollection<SnapshotKey> OpenTasks { get; init; } = [];
}
