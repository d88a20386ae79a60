using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local.Items;

/// <summary>An item file as read: what it says, and where its good records end.</summary>
internal sealed class ItemFile : IDisposable
{
    private ItemFile(string path, SafeFileHandle handle) => (Path, Handle) = (path, handle);

    public string Path { get; }

    /// <summary>The file that was read, though another may have taken its name since.</summary>
    public SafeFileHandle Handle { get; }

    public ItemIndex Index { get; } = new();

    /// <summary>Where the first record starts; zero where the header is damaged.</summary>
    public int Start { get; private set; }

    /// <summary>Where the good records end; zero where the header is damaged.</summary>
    public long End { get; private set; }

    /// <summary>Reads a file as it stands now; <see langword="null"/> where there is none.</summary>
    /// <exception cref="StateFormatException">A newer kptn wrote it, or it is another key's or another task's.</exception>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public static ItemFile? Read(string path, StateKey key, string task)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, LogFile.AnyShare, FileOptions.None);
            var file = new ItemFile(path, handle);
            file.Load(key, task);
            return file;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            handle?.Dispose();
            throw IoReason.Wrap("read the state file", path, e);
        }
        catch
        {
            handle?.Dispose();
            throw;
        }
    }

    public void Dispose() => Handle.Dispose();

    /// <summary>Tells what lies behind <see cref="End"/>.</summary>
    public LogDamage JudgeTail()
    {
        var length = RandomAccess.GetLength(Handle);
        if (End == length) return LogDamage.None;
        if (length - End > LogTail.MostBytesToCheck) return HoldsOnlyZeros(length) ? LogDamage.Torn : LogDamage.Broken;
        var tail = new byte[length - End];
        var count = FileBytes.Read(Handle, tail, End);
        return LogTail.Judge(tail[..count], 0, hasHeader: End > 0);
    }

    private void Load(StateKey key, string task)
    {
        var length = RandomAccess.GetLength(Handle);
        End = Start = ItemHeader.Read(Handle, Path, key, task);
        if (End > 0)
        {
            var records = new RecordStream(Handle, End, length);
            while (records.TryNext(out var payload, out var place) && ItemReplay.Apply(Index, payload, place)) End = records.At;
        }
    }

    private bool HoldsOnlyZeros(long length)
    {
        var part = new byte[1 << 18];
        for (var at = End; at < length;)
        {
            var count = FileBytes.Read(Handle, part, at);
            if (count == 0) break;
            if (part.AsSpan(0, count).ContainsAnyExcept((byte)0)) return false;
            at += count;
        }

        return true;
    }
}
