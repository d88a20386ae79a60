namespace Kptn.Engine.State.Transfer;

/// <summary>An output that two states do not have alike.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Old">What one says of it; <see langword="null"/> where it has none.</param>
/// <param name="Now">What the other says.</param>
public sealed record OutputDiff(string Path, OutputState? Old, OutputState? Now);
