using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>What a task, or an item of it, made in a sandbox: what one snapshot is of.</summary>
/// <param name="Key">Whose snapshot.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Result">Its result as canonical JSON; <see langword="null"/> where none is kept.</param>
/// <param name="Components">What it depends on, sorted.</param>
internal sealed record MadeUnit(SnapshotKey Key, IReadOnlyList<OutputState> Outputs, ReadOnlyMemory<byte>? Result, IReadOnlyList<Component> Components)
{
    /// <summary>Hash of all that it depends on.</summary>
    public string Fingerprint { get; } = Engine.Fingerprints.Fingerprint.HashOf(Components).ToString();
}
