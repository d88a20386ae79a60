namespace Kptn.Engine.Artifacts.Collecting;

/// <summary>What a collection removed, or would remove, and what is left.</summary>
/// <param name="Removed">Contents.</param>
/// <param name="RemovedBytes">Their bytes.</param>
/// <param name="Kept">Contents that stay.</param>
/// <param name="KeptBytes">Their bytes.</param>
public sealed record CollectedContent(int Removed, long RemovedBytes, int Kept, long KeptBytes)
{
    /// <summary>Nothing.</summary>
    public static CollectedContent None { get; } = new(0, 0, 0, 0);

    /// <summary>Entries of the index of runs that were removed, or would be.</summary>
    public int Entries { get; init; }

    internal CollectedContent Keep(long size) => this with { Kept = Kept + 1, KeptBytes = KeptBytes + size };

    internal CollectedContent Remove(long size) => this with { Removed = Removed + 1, RemovedBytes = RemovedBytes + size };
}
