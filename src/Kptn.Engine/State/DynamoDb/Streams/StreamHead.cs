using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>What of a stream counts: a file that only grows, as the table has it. A file that was rewritten is another generation.</summary>
/// <param name="Task">The mapped task whose items it has; <see langword="null"/> for the log of tasks.</param>
/// <param name="Generation">Which file.</param>
/// <param name="Ranges">The segments that make it up, in order.</param>
/// <param name="Digest">SHA-256 of all its bytes.</param>
internal sealed record StreamHead(string? Task, string Generation, IReadOnlyList<SegmentRange> Ranges, Hash256 Digest)
{
    public long Bytes => Ranges.Sum(range => range.Bytes);

    /// <summary>A generation of which nothing is committed yet.</summary>
    public static StreamHead New(string? task) => new(task, Guid.NewGuid().ToString("N"), [], default);

    /// <summary>The head after more segments of a writer.</summary>
    public StreamHead With(long epoch, long segments, long bytes, Hash256 digest)
    {
        var ranges = Ranges.ToList();
        if (ranges.Count > 0 && ranges[^1].Epoch == epoch) ranges[^1] = new SegmentRange(epoch, ranges[^1].Segments + segments, ranges[^1].Bytes + bytes);
        else ranges.Add(new SegmentRange(epoch, segments, bytes));
        return this with { Ranges = ranges, Digest = digest };
    }

    public static StreamHead Read(IReadOnlyDictionary<string, AttributeValue> item) => new(
        item.TryGetValue("task", out var task) ? task.S : null,
        item.Text("generation"),
        [.. item.Text("ranges").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadRange)],
        item.Bytes("digest") is { Length: Hash256.Size } digest ? Hash256.Read(digest) : default);

    public Dictionary<string, AttributeValue> Write(string partition)
    {
        Span<byte> digest = stackalloc byte[Hash256.Size];
        Digest.Write(digest);
        var item = Attributes.Key(partition, TableNames.StreamOf(Task));
        if (Task is not null) item["task"] = Attributes.Of(Task);
        item["generation"] = Attributes.Of(Generation);
        item["ranges"] = Attributes.Of(string.Join(' ', Ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.Epoch}:{range.Segments}:{range.Bytes}"))));
        item["bytes"] = Attributes.Of(Bytes);
        item["digest"] = Attributes.Of(digest);
        return item;
    }

    private static SegmentRange ReadRange(string text)
    {
        var parts = text.Split(':');
        return new SegmentRange(Part(0), Part(1), Part(2));

        long Part(int number) => parts.Length == 3 && long.TryParse(parts[number], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}
