using Kptn.Engine.State;

namespace Kptn.Engine.Planning.Restoring;

/// <summary>A success that makes up for a run: what it made is put back.</summary>
/// <param name="Good">The success; stamps of its outputs are those of where it ran, or none.</param>
/// <param name="StorageKey">Under which storage key it ran; <see langword="null"/> where state has it as this task's own success, whose run may have been that of the branch it began from.</param>
public sealed record KnownGood(GoodRun Good, string? StorageKey)
{
    /// <summary>Whose run it was, as people read it.</summary>
    public string Place => StorageKey is null ? $"run {Good.RunId}" : $"{StorageKey}, run {Good.RunId}";
}
