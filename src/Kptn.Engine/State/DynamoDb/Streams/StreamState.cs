using Kptn.Engine.State.DynamoDb.Mirrors;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>A stream that a session writes.</summary>
/// <param name="task">The mapped task whose items it has; <see langword="null"/> for the log of tasks.</param>
/// <param name="path">Its file.</param>
/// <param name="committed">What the table has; <see langword="null"/> where it has nothing.</param>
internal sealed class StreamState(string? task, string path, StreamHead? committed)
{
    private bool _hadFeed;

    public string? Task { get; } = task;

    public string Name { get; } = TableNames.StreamOf(task);

    public string Path { get; } = path;

    /// <summary>What the table has.</summary>
    public StreamHead? Committed { get; set; } = committed;

    /// <summary>The file on its way to the table; <see langword="null"/> where there is to be none.</summary>
    public Feed? Feed { get; private set; }

    /// <summary>Whether the table does not have all yet. The log of tasks is never removed.</summary>
    public bool IsPending => IsEmpty ? Committed is not null && Task is not null : Feed!.Length() > Feed.Cut || Feed.Head.Generation != Committed?.Generation;

    /// <summary>How many bytes the table does not have yet.</summary>
    public long PendingBytes => Feed is null ? 0 : Feed.Length() - Feed.Head.Bytes;

    /// <summary>Whether the file may become another one before the table has all of it.</summary>
    public bool IsRewritten { get; set; }

    private bool IsEmpty => Feed is null || (Feed.IsNew && Feed.Length() == 0);

    /// <summary>Goes on with the file as it is now.</summary>
    /// <param name="length">How long the file is, up to the last whole record.</param>
    /// <param name="isRewritten">Whether it is another one than before.</param>
    public void Follow(Func<long> length, bool isRewritten)
    {
        if (Feed is { } feed && !isRewritten && length() >= feed.Cut) feed.Length = length;
        else Feed = _hadFeed ? Feed.New(Path, Task, length) : Feed.Open(Path, Task, Committed, length);
        _hadFeed = true;
    }

    /// <summary>Has no file any more.</summary>
    public void Drop()
    {
        Feed = null;
        _hadFeed = true;
    }

    /// <summary>What is known of the file on this machine, as long as the session goes on.</summary>
    public MirrorStream Held(long version) => Known(version) with { IsHeld = true, IsRewritten = IsRewritten };

    /// <summary>What is known of the file on this machine once the table has all of it.</summary>
    public MirrorStream Known(long version) => new(Task, version, Committed?.Generation ?? "", Committed is null ? default : SegmentPosition.EndOf(Committed));
}
