using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Local.Items;

/// <summary>The binary form of outputs of items, and of what is kept of orphans.</summary>
internal static class OutputCodec
{
    private const byte Racy = 1;
    private const byte SameSize = 2;
    private const byte Stamped = 4;
    private const byte All = Racy | SameSize | Stamped;

    public static void Write(RecordBuffer target, OutputState value, DateTimeOffset from)
    {
        WriteLost(target, value.Path, value.Hash, value.Size);
        var stamp = value.Stamp;
        var flags = (stamp.Racy ? Racy : 0) | (stamp.Size == value.Size ? SameSize : 0) | ((stamp.MTime | (long)stamp.Identity) != 0 ? Stamped : 0);
        target.Byte((byte)flags);
        if ((flags & SameSize) == 0) target.Signed(stamp.Size);
        if ((flags & Stamped) == 0) return;
        target.Signed(unchecked(stamp.MTime - TimeDelta.Nanoseconds(from)));
        target.Unsigned(stamp.Identity);
    }

    public static OutputState Read(ref RecordReader source, DateTimeOffset from)
    {
        var (path, hash, size) = (source.Text(), source.Hash(), source.Signed());
        var flags = source.Byte();
        var stampSize = (flags & SameSize) != 0 ? size : source.Signed();
        var (mtime, identity) = (flags & Stamped) == 0 ? (0, 0) : (unchecked(TimeDelta.Nanoseconds(from) + source.Signed()), source.Unsigned());
        return new OutputState(path, hash, size, new FileStamp(stampSize, mtime, identity, (flags & Racy) != 0));
    }

    /// <summary>Passes over an output and tells its path.</summary>
    public static Slice Check(ref RecordReader source)
    {
        var path = CheckLost(ref source);
        var flags = source.Byte();
        if (flags > All) source.Spoil();
        if ((flags & SameSize) == 0) source.Signed();
        if ((flags & Stamped) == 0) return path;
        source.Signed();
        source.Unsigned();
        return path;
    }

    public static void WriteLost(RecordBuffer target, string path, Hash256 hash, long size)
    {
        target.Text(path);
        target.Hash(hash);
        target.Signed(size);
    }

    public static OrphanOutput ReadLost(ref RecordReader source, string item) => new(item, source.Text(), source.Hash(), source.Signed());

    /// <summary>Passes over an orphan and tells its path.</summary>
    public static Slice CheckLost(ref RecordReader source)
    {
        var path = source.Slice();
        source.Skip(Hash256.Size);
        source.Signed();
        return path;
    }
}
