using Kptn.Testing.Reviewing;
using Kptn.Testing.Snapshots;

namespace Kptn.Tool.Reviews;

/// <summary>One thing to decide: an output; a snapshot that cannot be read; or all manifests that only moved.</summary>
/// <param name="snapshots">What it is of; one, but for manifests.</param>
/// <param name="output">The output; <see langword="null"/> where it is none.</param>
internal sealed class ReviewEntry(IReadOnlyList<WaitingSnapshot> snapshots, PendingOutput? output)
{
    /// <summary>What it is of; one, but for manifests.</summary>
    public IReadOnlyList<WaitingSnapshot> Snapshots { get; private set; } = snapshots;

    /// <summary>The first of them.</summary>
    public WaitingSnapshot Waiting => Snapshots[0];

    /// <summary>The output; <see langword="null"/> where it is none.</summary>
    public PendingOutput? Output { get; private set; } = output;

    /// <summary>Whether it stands for manifests that moved.</summary>
    public bool IsManifests => Waiting.IsManifestOnly;

    /// <summary>What was decided; <see langword="null"/> where nothing was yet.</summary>
    public Decision? Decision { get; set; }

    /// <summary>Whether both are of one task.</summary>
    public bool IsOfTaskOf(ReviewEntry other) => !IsManifests && !other.IsManifests && (Waiting.Key.Graph, Waiting.Key.Task) == (other.Waiting.Key.Graph, other.Waiting.Key.Task);

    /// <summary>Whether both are the same output of the same snapshot.</summary>
    public bool IsSame(ReviewEntry other) => IsManifests == other.IsManifests && (IsManifests || (Waiting.Key == other.Waiting.Key && Output?.Path == other.Output?.Path));

    /// <summary>Takes what is there now for what was there before.</summary>
    public void Take(ReviewEntry now) => (Snapshots, Output) = (now.Snapshots, now.Output);
}
