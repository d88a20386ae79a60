namespace Kptn.Engine.State.Local.Items;

/// <summary>Times told from a moment near them, which takes half the bytes.</summary>
internal static class TimeDelta
{
    private const long NanosecondsPerTick = 100;

    public static void Write(RecordBuffer target, DateTimeOffset value, DateTimeOffset from) => target.Signed(value.UtcTicks - from.UtcTicks);

    public static DateTimeOffset Read(ref RecordReader source, DateTimeOffset from)
    {
        var ticks = unchecked(from.UtcTicks + source.Signed());
        if (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks) return new DateTimeOffset(ticks, TimeSpan.Zero);
        source.Spoil();
        return default;
    }

    /// <summary>A moment as files tell their times: nanoseconds since 1970, which may run over for moments far from it.</summary>
    public static long Nanoseconds(DateTimeOffset value) => unchecked((value.UtcTicks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick);
}
