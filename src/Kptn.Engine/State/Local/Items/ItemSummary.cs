using System.Runtime.InteropServices;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>What the index takes from the record of an item, and where in the record its paths stand.</summary>
/// <param name="Id">The item.</param>
/// <param name="Outcome">How the try ended.</param>
/// <param name="Session">Its session.</param>
/// <param name="GoodSession">The session of the good run; -1 where the record has none.</param>
/// <param name="HasOutputs">Whether the good run left outputs.</param>
/// <param name="HasFiles">Whether it left outputs, or a result that is kept as a file.</param>
/// <param name="Own">The good run's own hash.</param>
/// <param name="Key">Where the key stands.</param>
/// <param name="OutputsAt">Where the outputs stand; of use where there are any.</param>
/// <param name="OrphansAt">Where the outputs stand that it lost; 0 where it changes no orphans.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ItemSummary(
    ItemId Id,
    TaskOutcome Outcome,
    int Session,
    int GoodSession,
    bool HasOutputs,
    bool HasFiles,
    Hash256 Own,
    Slice Key,
    int OutputsAt,
    int OrphansAt)
{
    /// <summary>Reads a record behind its kind; spoils the reader where <see cref="ItemCodec.Read"/> would not understand it.</summary>
    /// <param name="source">The record.</param>
    /// <param name="sessions">How many sessions there are.</param>
    public static ItemSummary Read(ref RecordReader source, int sessions)
    {
        var id = ItemCodec.ReadId(ref source);
        var key = source.Slice();
        var flags = (ItemFlags)source.Byte();
        var outcome = (TaskOutcome)(flags & ItemFlags.Outcome);
        if (outcome > TaskOutcome.Incomplete) source.Spoil();
        var session = source.Number(sessions);
        source.Signed();
        source.Unsigned();
        if ((flags & ItemFlags.Tries) != 0) source.Int();
        if ((flags & ItemFlags.ExitCode) != 0) source.Int();
        if ((flags & ItemFlags.Error) != 0) source.Slice();
        var (goodSession, own, outputsAt, left) = (-1, default(Hash256), 0, GoodFlags.None);
        if ((flags & ItemFlags.Good) != 0) goodSession = ReadGood(ref source, sessions, session, out own, out outputsAt, out left);
        var orphansAt = 0;
        if ((flags & ItemFlags.Orphans) != 0)
        {
            orphansAt = source.At;
            for (var lost = source.Count(); lost > 0 && !source.Bad; lost--) OutputCodec.CheckLost(ref source);
        }

        return new ItemSummary(id, outcome, session, goodSession, left.HasFlag(GoodFlags.Outputs), (left & (GoodFlags.Outputs | GoodFlags.Hash)) != 0, own, key, outputsAt, orphansAt);
    }

    private static int ReadGood(ref RecordReader source, int sessions, int session, out Hash256 own, out int outputsAt, out GoodFlags flags)
    {
        flags = (GoodFlags)source.Byte();
        if (flags > GoodFlags.All) source.Spoil();
        if ((flags & GoodFlags.Apart) != 0)
        {
            session = source.Number(sessions);
            source.Signed();
            source.Unsigned();
        }

        own = (flags & GoodFlags.Own) != 0 ? source.Hash() : default;
        outputsAt = source.At;
        if ((flags & GoodFlags.Outputs) != 0)
        {
            for (var left = source.Count(); left > 0 && !source.Bad; left--) OutputCodec.Check(ref source);
        }

        if ((flags & GoodFlags.Json) != 0) source.Slice();
        if ((flags & GoodFlags.Hash) != 0)
        {
            source.Skip(Hash256.Size);
            source.Unsigned();
        }

        if ((flags & GoodFlags.Memory) != 0) source.Unsigned();
        if ((flags & GoodFlags.Cpu) != 0) source.Unsigned();
        return session;
    }
}
