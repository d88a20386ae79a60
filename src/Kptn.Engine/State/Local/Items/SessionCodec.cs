using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Local.Items;

/// <summary>The binary form of a session.</summary>
internal static class SessionCodec
{
    public static void Write(RecordBuffer target, ItemSession value, DateTimeOffset time)
    {
        target.Begin();
        target.Byte((byte)ItemRecordKind.Session);
        target.Time(time);
        target.Text(value.RunId);
        target.Hash(value.Common.Hash);
        target.Unsigned((ulong)value.Common.Components.Count);
        foreach (var component in value.Common.Components) StoredComponents.Write(target, component);
        target.End();
    }

    /// <summary>Reads all that is left of a record; <see langword="null"/> where it is nonsense.</summary>
    public static SessionEntry? Read(ReadOnlySpan<byte> record)
    {
        var bytes = record.ToArray();
        var source = new RecordReader(bytes, 0, bytes.Length);
        var (time, runId, hash) = (source.Time(), source.Text(), source.Hash());
        var check = source;
        StoredComponents.Check(ref check);
        if (check.Bad || check.Left > 0) return null;
        var components = StoredComponents.Read(bytes, ref source);
        return new SessionEntry(new ItemSession(runId, new Fingerprint(components, hash)), time) { Length = RecordBuffer.Prefix + 1 + bytes.Length };
    }
}
