namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>How far a stream is to be committed.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Feed">Its file; <see langword="null"/> where it is to be removed.</param>
/// <param name="End">Up to where.</param>
internal sealed record Capture(StreamState Stream, Feed? Feed, long End)
{
    /// <summary>Captures a stream as it is.</summary>
    public static Capture Of(StreamState stream)
    {
        var end = stream.Feed?.Length() ?? 0;
        return end == 0 ? new Capture(stream, null, 0) : new Capture(stream, stream.Feed, end);
    }
}
