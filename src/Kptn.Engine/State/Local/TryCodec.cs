namespace Kptn.Engine.State.Local;

/// <summary>The binary form of a try.</summary>
internal static class TryCodec
{
    public static void Write(RecordBuffer target, LastTry value)
    {
        target.Byte((byte)value.Outcome);
        target.Text(value.RunId);
        target.Time(value.StartedAt);
        target.Time(value.EndedAt);
        target.Signed(value.Tries);
        target.Byte(value.ExitCode is null ? (byte)0 : (byte)1);
        if (value.ExitCode is { } exitCode) target.Signed(exitCode);
        target.Text(value.Error);
    }

    public static LastTry Read(ref RecordReader source, Utf8Pool pool) => new(
        (TaskOutcome)source.Byte(),
        source.Text(pool),
        source.Time(),
        source.Time(),
        source.Int(),
        source.Byte() == 0 ? null : source.Int(),
        source.Text(pool));

    /// <summary>Passes over a try and spoils the reader where <see cref="Read"/> would not understand it.</summary>
    public static void Check(ref RecordReader source)
    {
        if (source.Byte() > (byte)TaskOutcome.Incomplete) source.Spoil();
        source.Slice();
        source.Time();
        source.Time();
        source.Int();
        if (source.Byte() != 0) source.Int();
        source.Slice();
    }
}
