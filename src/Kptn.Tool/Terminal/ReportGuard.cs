namespace Kptn.Tool.Terminal;

/// <summary>Writes reports that may fail to be written.</summary>
internal static class ReportGuard
{
    /// <summary>Writes one, and says so where that does not work.</summary>
    /// <param name="screen">Where to say it.</param>
    /// <param name="file">The file, as it was asked for.</param>
    /// <param name="write">Writes it.</param>
    /// <returns>Whether it was written.</returns>
    public static bool Write(Screen screen, string file, Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Refuse($"the report '{file}' could not be written: {e.Message}");
            return false;
        }
    }
}
