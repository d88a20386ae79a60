using Kptn.Engine.State.DynamoDb.Leases;

namespace Kptn.Engine.State.DynamoDb.Mirrors;

/// <summary>What is known of the files of a key on this machine, and of the session that writes them, or last did.</summary>
/// <param name="Epoch">The session's epoch; 0 where there was none.</param>
/// <param name="Version">The version of the key after its last commit.</param>
/// <param name="Process">The process that it belongs to.</param>
/// <param name="IsOpen">Whether it was not closed.</param>
/// <param name="Streams">The streams by sort key.</param>
/// <param name="Aside">Files that were set aside and of which nobody was told yet.</param>
internal sealed record Mirror(long Epoch, long Version, ProcessMark Process, bool IsOpen, IReadOnlyDictionary<string, MirrorStream> Streams, IReadOnlyList<string> Aside)
{
    /// <summary>Whether the session before this one was not closed, so that files may be ahead of the table.</summary>
    public bool WasLeft { get; init; }

    public static Mirror None { get; } = new(0, 0, ProcessMark.None, false, new Dictionary<string, MirrorStream>(), []);

    /// <summary>Whether the session goes on, so that the files are newer than anything else and nobody else may touch them.</summary>
    public bool IsLive => IsOpen && Process.IsAlive;

    /// <summary>Whether nobody wrote to the key since the session's last commit.</summary>
    public bool IsUnmoved(Lease lease) => Epoch > 0 && (lease.Version == Version || lease.Committed == Epoch);

    public Mirror With(string stream, MirrorStream value) => this with { Streams = new Dictionary<string, MirrorStream>(Streams, StringComparer.Ordinal) { [stream] = value } };
}
