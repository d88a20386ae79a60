namespace Kptn.Engine.State.Local.Items;

/// <summary>The binary form of the records that are not the end of one item's try.</summary>
internal static class ItemNotes
{
    /// <summary>The most items, or orphans, that one record names, so that none grows without bounds.</summary>
    public const int MostAtOnce = 4096;

    public static void WriteStarted(RecordBuffer target, int session, DateTimeOffset time, DateTimeOffset from, ReadOnlySpan<int> numbers)
    {
        Begin(target, ItemRecordKind.Started);
        target.Unsigned((ulong)session);
        TimeDelta.Write(target, time, from);
        WriteNumbers(target, numbers);
        target.End();
    }

    /// <summary>Reads, behind its kind, what a mark says of every item that it names.</summary>
    public static ItemTry ReadStarted(ref RecordReader source, SessionTable sessions)
    {
        var session = source.Number(sessions.Count);
        return new ItemTry(TaskOutcome.Started, session, TimeDelta.Read(ref source, sessions[session].Base), TimeSpan.Zero);
    }

    /// <param name="target">Where to write a whole record.</param>
    /// <param name="numbers">The items that left the list.</param>
    /// <param name="orphans">Outputs that became orphans, those of one item beside each other.</param>
    public static void WriteDrop(RecordBuffer target, ReadOnlySpan<int> numbers, ReadOnlySpan<OrphanOutput> orphans)
    {
        Begin(target, ItemRecordKind.Drop);
        WriteNumbers(target, numbers);
        target.Unsigned((ulong)CountGroups(orphans));
        for (var start = 0; start < orphans.Length;)
        {
            var end = GroupEnd(orphans, start);
            target.Text(orphans[start].Item);
            target.Unsigned((ulong)(end - start));
            foreach (var orphan in orphans[start..end]) OutputCodec.WriteLost(target, orphan.Path, orphan.Hash, orphan.Size);
            start = end;
        }

        target.End();
    }

    /// <summary>Reads, behind its kind, the orphans of a drop.</summary>
    public static List<OrphanOutput> ReadDrop(ref RecordReader source)
    {
        var orphans = new List<OrphanOutput>();
        for (var left = source.Count(); left > 0; left--) source.Unsigned();
        for (var groups = source.Count(); groups > 0; groups--)
        {
            var item = source.Text();
            for (var left = source.Count(); left > 0; left--) orphans.Add(OutputCodec.ReadLost(ref source, item));
        }

        return orphans;
    }

    public static void WriteForget(RecordBuffer target, IReadOnlyList<string> paths)
    {
        Begin(target, ItemRecordKind.Forget);
        target.Unsigned((ulong)paths.Count);
        foreach (var path in paths) target.Text(path);
        target.End();
    }

    private static void Begin(RecordBuffer target, ItemRecordKind kind)
    {
        target.Begin();
        target.Byte((byte)kind);
    }

    private static void WriteNumbers(RecordBuffer target, ReadOnlySpan<int> numbers)
    {
        target.Unsigned((ulong)numbers.Length);
        foreach (var number in numbers) target.Unsigned((ulong)number);
    }

    private static int CountGroups(ReadOnlySpan<OrphanOutput> orphans)
    {
        var count = 0;
        for (var start = 0; start < orphans.Length; start = GroupEnd(orphans, start)) count++;
        return count;
    }

    private static int GroupEnd(ReadOnlySpan<OrphanOutput> orphans, int start)
    {
        var end = start + 1;
        while (end < orphans.Length && orphans[end].Item == orphans[start].Item) end++;
        return end;
    }
}
