using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>The binary form of the end of an item's try. A small one takes about fifty bytes.</summary>
internal static class ItemCodec
{
    /// <param name="target">Where to write a whole record.</param>
    /// <param name="id">The item.</param>
    /// <param name="value">What to write.</param>
    /// <param name="sessions">The sessions that it names.</param>
    /// <param name="lost">Outputs that become orphans; <see langword="null"/> where no orphan changes.</param>
    public static void Write(RecordBuffer target, ItemId id, ItemState value, SessionTable sessions, IReadOnlyList<OutputState>? lost)
    {
        var last = value.Last;
        var from = sessions[last.Session].Base;
        target.Begin();
        target.Byte((byte)ItemRecordKind.Item);
        target.UInt64(id.High);
        target.UInt64(id.Low);
        target.Text(value.Key);
        target.Byte((byte)Flags(value, lost));
        target.Unsigned((ulong)last.Session);
        TimeDelta.Write(target, last.StartedAt, from);
        target.Unsigned((ulong)last.Duration.Ticks);
        if (last.Tries != 1) target.Signed(last.Tries);
        if (last.ExitCode is { } exitCode) target.Signed(exitCode);
        if (last.Error.Length > 0) target.Text(last.Error);
        if (value.Good is { } good) GoodCodec.Write(target, good, last, sessions);
        if (lost is not null)
        {
            target.Unsigned((ulong)lost.Count);
            foreach (var output in lost) OutputCodec.WriteLost(target, output.Path, output.Hash, output.Size);
        }

        target.End();
    }

    /// <summary>Reads a record behind its kind.</summary>
    public static ItemRecord Read(ref RecordReader source, SessionTable sessions)
    {
        var id = ReadId(ref source);
        var key = source.Text();
        var flags = (ItemFlags)source.Byte();
        var session = source.Number(sessions.Count);
        var last = new ItemTry(
            (TaskOutcome)(flags & ItemFlags.Outcome),
            session,
            TimeDelta.Read(ref source, sessions[session].Base),
            TimeSpan.FromTicks((long)source.Unsigned()),
            (flags & ItemFlags.Tries) != 0 ? source.Int() : 1,
            (flags & ItemFlags.ExitCode) != 0 ? source.Int() : null,
            (flags & ItemFlags.Error) != 0 ? source.Text() : "");
        var good = (flags & ItemFlags.Good) != 0 ? GoodCodec.Read(ref source, last, sessions) : null;
        var lost = new OrphanOutput[(flags & ItemFlags.Orphans) != 0 ? source.Count() : 0];
        for (var i = 0; i < lost.Length; i++) lost[i] = OutputCodec.ReadLost(ref source, key);
        return new ItemRecord(id, new ItemState(key, last, good), lost);
    }

    public static ItemId ReadId(ref RecordReader source) => new(source.UInt64(), source.UInt64());

    private static ItemFlags Flags(ItemState value, IReadOnlyList<OutputState>? lost) =>
        (ItemFlags)value.Last.Outcome
        | (value.Last.Tries != 1 ? ItemFlags.Tries : 0)
        | (value.Last.ExitCode is not null ? ItemFlags.ExitCode : 0)
        | (value.Last.Error.Length > 0 ? ItemFlags.Error : 0)
        | (value.Good is not null ? ItemFlags.Good : 0)
        | (lost is not null ? ItemFlags.Orphans : 0);
}
