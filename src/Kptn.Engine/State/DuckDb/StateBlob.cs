using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.DuckDb;

/// <summary>A task's state as one value of a table: its name, its last try and its last good run, as the log has them.</summary>
internal static class StateBlob
{
    /// <summary>Writes it.</summary>
    public static byte[] Write(TaskState state)
    {
        var buffer = new RecordBuffer(1 << 10);
        buffer.Byte((byte)((state.Last is null ? 0 : RecordFlags.Last) | (state.Good is null ? 0 : RecordFlags.Good)));
        buffer.Text(state.Task);
        if (state.Last is not null) TryCodec.Write(buffer, state.Last);
        if (state.Good is not null) GoodRunCodec.Write(buffer, state.Good);
        return buffer.Written.ToArray();
    }

    /// <summary>Reads it.</summary>
    /// <returns>It; <see langword="null"/> where the bytes are none.</returns>
    public static TaskState? Read(byte[] bytes)
    {
        var check = new RecordReader(bytes, 0, bytes.Length);
        var flags = (RecordFlags)check.Byte();
        if ((flags & ~RecordFlags.All) != 0) return null;
        check.Slice();
        if (flags.HasFlag(RecordFlags.Last)) TryCodec.Check(ref check);
        if (flags.HasFlag(RecordFlags.Good)) GoodRunCodec.Check(ref check);
        if (check.Bad || check.Left > 0) return null;
        var reader = new RecordReader(bytes, 1, bytes.Length);
        var pool = new Utf8Pool(bytes);
        var task = reader.Text();
        var last = flags.HasFlag(RecordFlags.Last) ? TryCodec.Read(ref reader, pool) : null;
        return new TaskState(task, flags.HasFlag(RecordFlags.Good) ? GoodRunCodec.Read(bytes, ref reader, pool) : null, last);
    }
}
