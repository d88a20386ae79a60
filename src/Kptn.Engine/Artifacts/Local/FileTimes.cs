namespace Kptn.Engine.Artifacts.Local;

/// <summary>When a file was written, as far as it decides how long it is kept.</summary>
internal static class FileTimes
{
    /// <summary>Content that was made again counts as new, so that a collection that goes on does not take it before it is recorded. Younger files need no mark.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(6);

    /// <summary>Whether a file counts as new.</summary>
    /// <param name="written">When it was written, nanoseconds since 1970.</param>
    public static bool IsFresh(long written) => TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch.AddTicks(written / TimeSpan.NanosecondsPerTick) < Fresh;

    /// <summary>Makes a file count as written now.</summary>
    /// <returns>Whether it is there and could be marked.</returns>
    public static bool Refresh(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or somebody else's file: only its owner may do that.
            return false;
        }
    }
}
