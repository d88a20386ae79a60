using Kptn.Engine.State;
using Kptn.Engine.State.Local;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

public sealed class TryCodecSpecs
{
    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    [InlineData(137)]
    public void A_try_that_was_written_before_there_were_items_still_reads(int? exitCode)
    {
        var attempt = Script.Try(9, TaskOutcome.Failed) with { ExitCode = exitCode };
        var before = new RecordBuffer();
        before.Byte((byte)attempt.Outcome);
        before.Text(attempt.RunId);
        before.Time(attempt.StartedAt);
        before.Time(attempt.EndedAt);
        before.Signed(attempt.Tries);
        before.Byte(exitCode is null ? (byte)0 : (byte)1);
        if (exitCode is { } code) before.Signed(code);
        before.Text(attempt.Error);
        var now = new RecordBuffer();
        TryCodec.Write(now, attempt);

        Assert.Equal(attempt, Read(before));
        Assert.Equal(before.Written.ToArray(), now.Written.ToArray());
    }

    [Fact]
    public void Flags_that_nobody_knows_are_not_taken_for_a_try()
    {
        var bytes = new RecordBuffer();
        TryCodec.Write(bytes, new LastTry(TaskOutcome.Failed, "", default, default));
        var unknown = bytes.Written.ToArray();
        unknown[^2] = 4;
        var reader = new RecordReader(unknown, 0, unknown.Length);
        TryCodec.Check(ref reader);

        Assert.True(reader.Bad);
    }

    private static LastTry Read(RecordBuffer buffer)
    {
        var bytes = buffer.Written.ToArray();
        var (check, reader) = (new RecordReader(bytes, 0, bytes.Length), new RecordReader(bytes, 0, bytes.Length));
        TryCodec.Check(ref check);
        Assert.False(check.Bad);
        Assert.Equal(0, check.Left);
        return TryCodec.Read(ref reader, new Utf8Pool(bytes));
    }
}
