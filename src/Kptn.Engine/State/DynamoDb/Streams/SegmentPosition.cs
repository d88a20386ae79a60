using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>How much of a stream there is.</summary>
/// <param name="Epoch">The epoch of the last segment; 0 before the first.</param>
/// <param name="Segments">How many of that epoch there are.</param>
/// <param name="Bytes">Bytes of all.</param>
internal readonly record struct SegmentPosition(long Epoch, long Segments, long Bytes)
{
    /// <summary>The end of a stream.</summary>
    public static SegmentPosition EndOf(StreamHead head) => head.Ranges is [.., var last] ? new(last.Epoch, last.Segments, head.Bytes) : default;

    /// <summary>Whether a stream went through here.</summary>
    public bool IsOn(StreamHead head)
    {
        var before = 0L;
        foreach (var range in head.Ranges)
        {
            if (range.Epoch == Epoch) return Segments == range.Segments ? Bytes == before + range.Bytes : Segments < range.Segments && Bytes >= before && Bytes <= before + range.Bytes;
            before += range.Bytes;
        }

        return this == default;
    }

    /// <summary>Sort keys of the segments that follow, in order.</summary>
    public IEnumerable<string> Rest(StreamHead head)
    {
        foreach (var range in head.Ranges)
        {
            if (range.Epoch < Epoch) continue;
            for (var number = range.Epoch == Epoch ? Segments : 0; number < range.Segments; number++) yield return TableNames.SegmentOf(range.Epoch, number);
        }
    }
}
