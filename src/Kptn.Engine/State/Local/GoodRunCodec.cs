using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Local;

/// <summary>The binary form of a good run. Its components come last and are decoded only when somebody asks for them.</summary>
internal static class GoodRunCodec
{
    public static void Write(RecordBuffer target, GoodRun value)
    {
        target.Hash(value.Fingerprint.Hash);
        target.Byte(value.HasResult ? (byte)1 : (byte)0);
        if (value.HasResult) target.Hash(value.ResultHash);
        target.Signed(value.ResultSize);
        target.Text(value.RunId);
        target.Time(value.StartedAt);
        target.Time(value.EndedAt);
        target.Signed(value.PeakMemory);
        target.Signed(value.CpuTime.Ticks);
        target.Unsigned((ulong)value.Outputs.Count);
        foreach (var output in value.Outputs) Write(target, output);
        target.Unsigned((ulong)value.Fingerprint.Components.Count);
        foreach (var component in value.Fingerprint.Components) StoredComponents.Write(target, component);
    }

    public static GoodRun Read(byte[] bytes, ref RecordReader source, Utf8Pool pool)
    {
        var fingerprint = source.Hash();
        var result = source.Byte() == 0 ? default : source.Hash();
        var resultSize = source.Signed();
        var runId = source.Text(pool);
        var (startedAt, endedAt) = (source.Time(), source.Time());
        var (peakMemory, cpuTime) = (source.Signed(), TimeSpan.FromTicks(source.Signed()));
        var outputs = new OutputState[source.Count()];
        for (var i = 0; i < outputs.Length; i++) outputs[i] = ReadOutput(ref source);
        var components = StoredComponents.Read(bytes, ref source);
        return new GoodRun(new Fingerprint(components, fingerprint), outputs, result, resultSize, runId, startedAt, endedAt, peakMemory, cpuTime);
    }

    /// <summary>Passes over a good run and spoils the reader where <see cref="Read"/> would not understand it.</summary>
    public static void Check(ref RecordReader source)
    {
        source.Skip(Hash256.Size);
        if (source.Byte() != 0) source.Skip(Hash256.Size);
        source.Signed();
        source.Slice();
        source.Time();
        source.Time();
        source.Signed();
        source.Signed();
        for (var left = source.Count(); left > 0 && !source.Bad; left--) CheckOutput(ref source);
        StoredComponents.Check(ref source);
    }

    private static void Write(RecordBuffer target, OutputState output)
    {
        target.Text(output.Path);
        target.Hash(output.Hash);
        target.Signed(output.Size);
        target.Signed(output.Stamp.Size);
        target.Signed(output.Stamp.MTime);
        target.Unsigned(output.Stamp.Identity);
        target.Byte(output.Stamp.Racy ? (byte)1 : (byte)0);
    }

    private static OutputState ReadOutput(ref RecordReader source) => new(
        source.Text(),
        source.Hash(),
        source.Signed(),
        new FileStamp(source.Signed(), source.Signed(), source.Unsigned(), source.Byte() != 0));

    private static void CheckOutput(ref RecordReader source)
    {
        source.Slice();
        source.Skip(Hash256.Size);
        source.Signed();
        source.Signed();
        source.Signed();
        source.Unsigned();
        source.Byte();
    }
}
