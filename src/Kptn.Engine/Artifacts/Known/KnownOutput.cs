using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>An output that somebody's run made.</summary>
/// <param name="Path">Path relative to the scratch dir, as in state.</param>
/// <param name="Hash">SHA-256 of its content; for a folder, of its listing.</param>
/// <param name="Size">Bytes.</param>
public sealed record KnownOutput(string Path, Hash256 Hash, long Size)
{
    /// <summary>Whether it stands for what all items of a mapped task made: that is no content of its own.</summary>
    public bool IsRollUp { get; init; }
}
