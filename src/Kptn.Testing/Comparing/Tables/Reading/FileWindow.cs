using Microsoft.Win32.SafeHandles;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>A part of a file in memory that moves forward, or jumps.</summary>
internal sealed class FileWindow : IDisposable
{
    /// <summary>More than this no row may have: a quote that is never closed would take all of the file.</summary>
    private const int Largest = 64 << 20;

    private const int Sequential = 1 << 20;
    private const int AfterJump = 8 << 10;

    private readonly SafeFileHandle _file;
    private long _start;
    private int _read = Sequential;

    public FileWindow(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Data = new byte[Math.Clamp(RandomAccess.GetLength(_file) + 1, 256, Sequential)];
    }

    /// <summary>The bytes, up to <see cref="End"/>.</summary>
    public byte[] Data { get; private set; }

    /// <summary>How many bytes are there.</summary>
    public int End { get; private set; }

    /// <summary>Whether the file ends where the window ends.</summary>
    public bool IsLast { get; private set; }

    /// <summary>The place of a byte of the window in the file.</summary>
    public long OffsetOf(int position) => _start + position;

    /// <summary>Moves so that it begins at a byte and holds more after it, or knows that it is the last.</summary>
    /// <param name="keepFrom">The first byte to keep; it is at 0 then.</param>
    public void Advance(int keepFrom)
    {
        var kept = End - keepFrom;
        if (kept > Data.Length / 2) Grow(kept, keepFrom);
        else Data.AsSpan(keepFrom, kept).CopyTo(Data);
        _start += keepFrom;
        var count = RandomAccess.Read(_file, Data.AsSpan(kept, Math.Min(_read, Data.Length - kept)), _start + kept);
        End = kept + count;
        IsLast = count == 0;
        _read = Math.Min(_read * 4, Sequential);
    }

    /// <summary>Moves to a place in the file.</summary>
    /// <returns>The position of that place in the window.</returns>
    public int Jump(long offset)
    {
        if (offset >= _start && offset < _start + End) return (int)(offset - _start);
        // Rows that are read one here, one there need no megabyte each.
        if (offset != _start + End) _read = AfterJump;
        (_start, End, IsLast) = (offset, 0, false);
        return 0;
    }

    public void Dispose() => _file.Dispose();

    private void Grow(int kept, int keepFrom)
    {
        if (kept > Largest) throw new NotATableException($"a row has more than {Largest >> 20} MB");
        var larger = new byte[kept * 4];
        Data.AsSpan(keepFrom, kept).CopyTo(larger);
        Data = larger;
    }
}
