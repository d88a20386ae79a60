using System.Text.Json;
using Kptn.Engine.State.Local;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Transfer;

/// <summary>The lines of a file, by where they start. Only one of them is in memory at a time.</summary>
internal sealed class StateFileLines : IDisposable
{
    /// <summary>The longest line that is read; state has none of this length.</summary>
    public const int Longest = 1 << 28;

    private const int Part = 1 << 18;
    private readonly SafeFileHandle _handle;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    public StateFileLines(string path)
    {
        Path = path;
        try
        {
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, LogFile.AnyShare);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("read", path, e);
        }
    }

    public string Path { get; }

    public void Dispose() => _handle.Dispose();

    /// <summary>Lines from a place on, each without its end, and where it starts; of use until the next one.</summary>
    /// <exception cref="StateFileException">A line has no end.</exception>
    public IEnumerable<(long Start, ReadOnlyMemory<byte> Line)> From(long start, long end = long.MaxValue)
    {
        var buffer = new byte[Part];
        var (filled, at) = (0, 0);
        while (start < end)
        {
            var newline = buffer.AsSpan(at, filled - at).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                yield return (start, buffer.AsMemory(at, newline));
                (at, start) = (at + newline + 1, start + newline + 1);
                continue;
            }

            buffer.AsSpan(at, filled - at).CopyTo(buffer);
            (filled, at) = (filled - at, 0);
            if (filled == buffer.Length) Array.Resize(ref buffer, filled < Longest ? filled * 2 : throw new StateFileException(Path, $"a line at byte {start} has no end"));
            var read = RandomAccess.Read(_handle, buffer.AsSpan(filled), start + filled);
            if (read == 0 && filled > 0) throw new StateFileException(Path, "it was cut off in the middle of a line; export it again");
            if (read == 0) yield break;
            filled += read;
        }
    }

    /// <summary>Reads a line whose place is known.</summary>
    /// <exception cref="StateFileException">It is not there any more.</exception>
    public ReadOnlyMemory<byte> Read(long start, int length)
    {
        var line = new byte[length];
        var count = 0;
        while (count < length && RandomAccess.Read(_handle, line.AsSpan(count), start + count) is > 0 and var read) count += read;
        return count == length ? line : throw new StateFileException(Path, "it was cut off while it was read");
    }

    /// <summary>Parses a line.</summary>
    /// <exception cref="StateFileException">It is no JSON.</exception>
    public JsonDocument Parse(long start, ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new StateFileException(Path, $"the line at byte {start} is no JSON ({e.Message})");
        }
    }
}
