namespace Kptn.Engine.State.Local;

/// <summary>The binary form of a try. The byte of flags was 0 or 1 before there were items.</summary>
internal static class TryCodec
{
    private const byte HasExitCode = 1;
    private const byte HasItems = 2;

    public static void Write(RecordBuffer target, LastTry value)
    {
        target.Byte((byte)value.Outcome);
        target.Text(value.RunId);
        target.Time(value.StartedAt);
        target.Time(value.EndedAt);
        target.Signed(value.Tries);
        var hasItems = (value.Items | value.ItemsDone) != 0;
        target.Byte((byte)((value.ExitCode is null ? 0 : HasExitCode) | (hasItems ? HasItems : 0)));
        if (value.ExitCode is { } exitCode) target.Signed(exitCode);
        target.Text(value.Error);
        if (!hasItems) return;
        target.Signed(value.Items);
        target.Signed(value.ItemsDone);
    }

    public static LastTry Read(ref RecordReader source, Utf8Pool pool)
    {
        var outcome = (TaskOutcome)source.Byte();
        var runId = source.Text(pool);
        var (startedAt, endedAt, tries) = (source.Time(), source.Time(), source.Int());
        var flags = source.Byte();
        int? exitCode = (flags & HasExitCode) == 0 ? null : source.Int();
        var last = new LastTry(outcome, runId, startedAt, endedAt, tries, exitCode, source.Text(pool));
        return (flags & HasItems) == 0 ? last : last with { Items = source.Int(), ItemsDone = source.Int() };
    }

    /// <summary>Passes over a try and spoils the reader where <see cref="Read"/> would not understand it.</summary>
    public static void Check(ref RecordReader source)
    {
        if (source.Byte() > (byte)TaskOutcome.Incomplete) source.Spoil();
        source.Slice();
        source.Time();
        source.Time();
        source.Int();
        var flags = source.Byte();
        if (flags > (HasExitCode | HasItems)) source.Spoil();
        if ((flags & HasExitCode) != 0) source.Int();
        source.Slice();
        if ((flags & HasItems) == 0) return;
        source.Int();
        source.Int();
    }
}
