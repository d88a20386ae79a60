namespace Kptn.Engine.State.Local.Items;

/// <summary>The binary form of an item's good run. What it shares with the last try is not written twice.</summary>
internal static class GoodCodec
{
    public static void Write(RecordBuffer target, ItemGood value, ItemTry last, SessionTable sessions)
    {
        var flags = Flags(value, last);
        var from = sessions[value.Session].Base;
        target.Byte((byte)flags);
        if (flags.HasFlag(GoodFlags.Apart))
        {
            target.Unsigned((ulong)value.Session);
            TimeDelta.Write(target, value.StartedAt, from);
            target.Unsigned((ulong)value.Duration.Ticks);
        }

        if (flags.HasFlag(GoodFlags.Own)) target.Hash(value.Own);
        if (flags.HasFlag(GoodFlags.Outputs))
        {
            target.Unsigned((ulong)value.Outputs.Count);
            foreach (var output in value.Outputs) OutputCodec.Write(target, output, from);
        }

        if (flags.HasFlag(GoodFlags.Json))
        {
            target.Unsigned((ulong)value.Result.Json.Length);
            target.Bytes(value.Result.Json.Span);
        }

        if (flags.HasFlag(GoodFlags.Hash))
        {
            target.Hash(value.Result.Hash);
            target.Unsigned((ulong)value.Result.Size);
        }

        if (flags.HasFlag(GoodFlags.Memory)) target.Unsigned((ulong)value.PeakMemory);
        if (flags.HasFlag(GoodFlags.Cpu)) target.Unsigned((ulong)value.CpuTime.Ticks);
    }

    public static ItemGood Read(ref RecordReader source, ItemTry last, SessionTable sessions)
    {
        var flags = (GoodFlags)source.Byte();
        var (session, startedAt, duration) = (last.Session, last.StartedAt, last.Duration);
        if (flags.HasFlag(GoodFlags.Apart))
        {
            session = source.Number(sessions.Count);
            startedAt = TimeDelta.Read(ref source, sessions[session].Base);
            duration = TimeSpan.FromTicks((long)source.Unsigned());
        }

        var own = flags.HasFlag(GoodFlags.Own) ? source.Hash() : default;
        var outputs = new OutputState[flags.HasFlag(GoodFlags.Outputs) ? source.Count() : 0];
        for (var i = 0; i < outputs.Length; i++) outputs[i] = OutputCodec.Read(ref source, sessions[session].Base);
        var result = default(ItemResult);
        if (flags.HasFlag(GoodFlags.Json))
        {
            var json = source.Span(source.Slice()).ToArray();
            result = new ItemResult(json, default, json.Length);
        }

        if (flags.HasFlag(GoodFlags.Hash)) result = new ItemResult(default, source.Hash(), (long)source.Unsigned());
        var memory = flags.HasFlag(GoodFlags.Memory) ? (long)source.Unsigned() : 0;
        var cpu = flags.HasFlag(GoodFlags.Cpu) ? (long)source.Unsigned() : 0;
        return new ItemGood(session, own, outputs, result, startedAt, duration, memory, TimeSpan.FromTicks(cpu));
    }

    private static GoodFlags Flags(ItemGood value, ItemTry last)
    {
        var apart = value.Session != last.Session || value.StartedAt != last.StartedAt || value.Duration != last.Duration;
        return (apart ? GoodFlags.Apart : 0)
            | (value.Own.IsNone ? 0 : GoodFlags.Own)
            | (value.Outputs.Count > 0 ? GoodFlags.Outputs : 0)
            | (value.Result.Json.Length > 0 ? GoodFlags.Json : value.Result.Hash.IsNone ? 0 : GoodFlags.Hash)
            | (value.PeakMemory != 0 ? GoodFlags.Memory : 0)
            | (value.CpuTime != TimeSpan.Zero ? GoodFlags.Cpu : 0);
    }
}
