namespace Kptn.Engine.State.Local.Items;

/// <summary>Takes records of an item file into an index: those read from it, and those just written to it.</summary>
internal static class ItemReplay
{
    /// <summary>Takes one record, whole or not at all.</summary>
    /// <param name="index">The index.</param>
    /// <param name="source">The record's payload.</param>
    /// <param name="place">Where the record stands.</param>
    /// <returns>Whether it makes sense.</returns>
    public static bool Apply(ItemIndex index, RecordReader source, RecordPlace place) => (ItemRecordKind)source.Byte() switch
    {
        ItemRecordKind.Session => ApplySession(index, source),
        ItemRecordKind.Item => ApplyItem(index, source, place),
        ItemRecordKind.Started => ApplyStarted(index, source, place),
        ItemRecordKind.Drop => ApplyDrop(index, source, place),
        ItemRecordKind.Forget => ApplyForget(index, source),
        _ => false,
    };

    private static bool ApplySession(ItemIndex index, RecordReader source)
    {
        var rest = source.Span(new Slice(source.At, source.Left));
        return SessionCodec.Read(rest) is { } session && index.Sessions.TryAdd(session);
    }

    private static bool ApplyItem(ItemIndex index, RecordReader source, RecordPlace place)
    {
        var item = ItemSummary.Read(ref source, index.Sessions.Count);
        if (source.Bad || source.Left > 0) return false;
        index.Set(item, place);
        if (item.OrphansAt == 0) return true;

        if (item.HasOutputs)
        {
            var outputs = source.From(item.OutputsAt);
            for (var left = outputs.Count(); left > 0; left--) index.Orphans.Remove(outputs.Span(OutputCodec.Check(ref outputs)));
        }

        var lost = source.From(item.OrphansAt);
        TakeOrphans(index, ref lost, item.Key.Length, place);
        return true;
    }

    private static bool ApplyStarted(ItemIndex index, RecordReader source, RecordPlace place)
    {
        var session = source.Number(index.Sessions.Count);
        source.Signed();
        if (!CheckNumbers(index, source, out var numbers, out var end) || end.Left > 0) return false;
        for (var left = numbers.Count(); left > 0; left--) index.Mark(numbers.Number(index.Items.Count), session, place);
        return true;
    }

    private static bool ApplyDrop(ItemIndex index, RecordReader source, RecordPlace place)
    {
        if (!CheckNumbers(index, source, out var numbers, out var groups)) return false;
        var check = groups;
        for (var left = check.Count(); left > 0 && !check.Bad; left--)
        {
            check.Slice();
            for (var outputs = check.Count(); outputs > 0 && !check.Bad; outputs--) OutputCodec.CheckLost(ref check);
        }

        if (check.Bad || check.Left > 0) return false;
        for (var left = numbers.Count(); left > 0; left--) index.Drop(numbers.Number(index.Items.Count));
        for (var left = groups.Count(); left > 0; left--) TakeOrphans(index, ref groups, groups.Slice().Length, place);
        return true;
    }

    private static bool ApplyForget(ItemIndex index, RecordReader source)
    {
        var check = source;
        for (var left = check.Count(); left > 0 && !check.Bad; left--) check.Slice();
        if (check.Bad || check.Left > 0) return false;
        for (var left = source.Count(); left > 0; left--) index.Orphans.Remove(source.Span(source.Slice()));
        return true;
    }

    private static bool CheckNumbers(ItemIndex index, RecordReader source, out RecordReader numbers, out RecordReader rest)
    {
        (numbers, rest) = (source, source);
        for (var left = rest.Count(); left > 0 && !rest.Bad; left--) rest.Number(index.Items.Count);
        return !rest.Bad;
    }

    private static void TakeOrphans(ItemIndex index, ref RecordReader source, int keyLength, RecordPlace place)
    {
        for (var left = source.Count(); left > 0; left--)
        {
            var at = source.At;
            var path = OutputCodec.CheckLost(ref source);
            index.Orphans.Add(source.Span(path), place, source.At - at + keyLength + RecordBuffer.Prefix);
        }
    }
}
