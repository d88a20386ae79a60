using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State.DynamoDb.Leases;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>
/// Commits what streams have: uploads segments, which nobody sees yet, and then puts the new heads in one transaction. A few small segments go with the
/// transaction itself. What may pass is tried again until patience ends.
/// </summary>
internal sealed class Committer(TableClient table, LeaseKeeper lease, DynamoTimings timings, TimeProvider time, StateKey key)
{
    private const int MostInline = 10;
    private const int MostInlineBytes = 1 << 16;
    private const int MostStreams = 20;
    private readonly string _partition = TableNames.PartitionOf(key);
    private readonly List<Dictionary<string, AttributeValue>> _segments = [];
    private readonly HashSet<string> _noted = new(StringComparer.Ordinal);
    private long _segmentBytes;

    /// <summary>Whether the registry lists the key.</summary>
    public bool IsListed { get; set; }

    /// <summary>Partitions of segments that are of no use any more, by the sort key of the note.</summary>
    public Dictionary<string, string> Old { get; } = new(StringComparer.Ordinal);

    /// <summary>Commits streams.</summary>
    /// <param name="captures">The streams; the log of tasks last, for what it says rests on the others.</param>
    /// <param name="isListed">Whether the registry is to list the key.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task CommitAsync(IReadOnlyList<Capture> captures, bool isListed, CancellationToken cancellation)
    {
        foreach (var some in captures.Chunk(MostStreams)) await CommitSomeAsync(some, isListed, cancellation).ConfigureAwait(false);
    }

    /// <summary>Puts a document of the key, or removes it.</summary>
    public async Task PutDocumentAsync(string name, byte[]? data, bool isListed, CancellationToken cancellation)
    {
        var plan = new CommitPlan(table.Target.Table, key);
        plan.PutDocument(name, data);

        // Whether a key without tasks is listed, no head says.
        plan.List(isListed);
        var token = Guid.NewGuid().ToString("N");
        await PatientlyAsync(() => lease.CommitAsync(plan.Writes, token, cancellation), cancellation).ConfigureAwait(false);
        IsListed = isListed;
    }

    private async Task CommitSomeAsync(Capture[] captures, bool isListed, CancellationToken cancellation)
    {
        var isSmall = captures.Sum(capture => capture.Feed is { } feed ? capture.End - feed.Cut : 0) <= MostInlineBytes && captures.Length <= MostInline;
        var heads = new List<(Capture Capture, StreamHead? Head)>();
        foreach (var capture in captures) heads.Add((capture, await CutAsync(capture, isSmall, cancellation).ConfigureAwait(false)));
        if (!isSmall) await UploadAsync(cancellation).ConfigureAwait(false);

        var plan = new CommitPlan(table.Target.Table, key);
        foreach (var segment in _segments) plan.Put(segment);
        _segments.Clear();
        foreach (var (capture, head) in heads)
        {
            var isLog = capture.Stream.Task is null;
            plan.Put(capture.Stream.Committed, head, head is not null && _noted.Remove(head.Generation), isLog ? isListed : null);
            if (isLog && isListed != IsListed) plan.List(isListed);
        }

        var token = Guid.NewGuid().ToString("N");
        await PatientlyAsync(() => lease.CommitAsync(plan.Writes, token, cancellation), cancellation).ConfigureAwait(false);
        foreach (var (capture, head) in heads) Settle(capture, head, isListed);
    }

    private void Settle(Capture capture, StreamHead? head, bool isListed)
    {
        if (capture.Stream.Committed is { } before && before.Generation != head?.Generation)
        {
            var note = CommitPlan.Note(_partition, before);
            Old[note[Attributes.Sort].S] = note["segments"].S;
        }

        capture.Stream.Committed = head;
        if (head is not null) capture.Feed!.Head = head;
        if (capture.Stream.Task is null) IsListed = isListed;
    }

    private async Task<StreamHead?> CutAsync(Capture capture, bool isSmall, CancellationToken cancellation)
    {
        if (capture.Feed is not { } feed) return null;
        if (feed.IsNew && !isSmall) await NoteAsync(feed.Head, cancellation).ConfigureAwait(false);
        var epoch = lease.Lease.Epoch;
        var (first, number) = (feed.SegmentsOf(epoch), feed.SegmentsOf(epoch));
        while (feed.Cut < capture.End)
        {
            var segment = CommitPlan.Segment(_partition, feed.Head, epoch, number++, feed.Next(capture.End));
            var size = (int)segment["data"].B.Length;
            if (!isSmall && (_segments.Count == BatchLimits.Items || _segmentBytes + size > BatchLimits.Bytes)) await UploadAsync(cancellation).ConfigureAwait(false);
            _segments.Add(segment);
            _segmentBytes += size;
        }

        return number == first ? feed.Head : feed.HeadAfter(epoch, number - first);
    }

    // Where this process ends before the generation is committed, its segments would be found by nobody.
    private async Task NoteAsync(StreamHead head, CancellationToken cancellation)
    {
        if (!_noted.Add(head.Generation)) return;
        var request = new PutItemRequest { TableName = table.Target.Table, Item = CommitPlan.Note(_partition, head) };
        await PatientlyAsync(() => table.PutAsync(request, cancellation), cancellation).ConfigureAwait(false);
    }

    private async Task UploadAsync(CancellationToken cancellation)
    {
        if (_segments.Count > 0)
        {
            var writes = _segments.ConvertAll(segment => new WriteRequest { PutRequest = new PutRequest { Item = segment } });
            await PatientlyAsync(() => table.WriteAsync(writes, cancellation), cancellation).ConfigureAwait(false);
        }

        _segments.Clear();
        _segmentBytes = 0;
    }

    /// <summary>Sends something again and again while that may help and patience lasts.</summary>
    public async Task PatientlyAsync(Func<Task> send, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        for (var pause = timings.FirstPause; ; pause = pause * 2 < timings.LongestPause ? pause * 2 : timings.LongestPause)
        {
            try
            {
                await send().ConfigureAwait(false);
                return;
            }
            catch (DynamoException e) when (e.MayPass && time.GetElapsedTime(start) < timings.Patience)
            {
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
