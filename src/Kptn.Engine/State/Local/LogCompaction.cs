namespace Kptn.Engine.State.Local;

/// <summary>Rewrites a log that is mostly superseded records as its live state alone. A crash leaves the old log or the new one.</summary>
internal static class LogCompaction
{
    public const long SmallestLog = 1 << 20;
    public const int WasteFactor = 4;

    /// <summary>Whether a log is worth rewriting.</summary>
    public static bool IsDue(long size, long live) => size > SmallestLog && size > WasteFactor * live;

    /// <summary>Rewrites the log where that is due.</summary>
    /// <param name="path">The log.</param>
    /// <param name="key">Whose it is.</param>
    /// <param name="image">The log as it is on disk.</param>
    public static void Run(string path, StateKey key, LogImage image)
    {
        var live = image.LiveSize();
        if (!IsDue(image.End, live)) return;
        var buffer = new RecordBuffer((int)Math.Min(live + 4096, Array.MaxLength));
        LogHeader.Write(buffer, key);
        image.CopyLive(buffer);
        try
        {
            DurableFile.Replace(path, path + ".tmp", buffer.Written.Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The old log holds the same state, and the run itself will tell of a disk that takes no more.
        }
    }
}
