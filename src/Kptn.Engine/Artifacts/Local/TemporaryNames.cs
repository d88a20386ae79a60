namespace Kptn.Engine.Artifacts.Local;

/// <summary>Names for files that are being written, which no other process uses; and the removal of what dead processes left under theirs.</summary>
internal sealed class TemporaryNames(string folder)
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);

    // Long enough for containers that share a machine's name but not its processes.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);
    private static readonly string Machine = string.Concat(Environment.MachineName.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
    private readonly string _own = $"kptn-{Machine}-{Environment.ProcessId}-{Guid.NewGuid():n}-";
    private int _last;
    private bool _isThere;

    /// <summary>The path of a file that does not exist, in a folder that does.</summary>
    public string Next()
    {
        if (!_isThere)
        {
            Directory.CreateDirectory(folder);
            _isThere = true;
        }

        return Path.Combine(folder, _own + Interlocked.Increment(ref _last).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Removes files of processes of this machine that have ended, and files that are old.</summary>
    public void Sweep()
    {
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            {
                if (IsDead(file)) file.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They only take room.
        }
    }

    // A folder that somebody named for artifacts may hold a tmp/ with files of their own.
    private static bool IsDead(FileInfo file)
    {
        if (file.Name.Split('-') is not ["kptn", var machine, var process, _, _]) return false;
        var age = TimeProvider.System.GetUtcNow() - file.LastWriteTimeUtc;
        if (age > Old) return true;
        return age > Young && OperatingSystem.IsLinux() && machine == Machine && int.TryParse(process, out _) && !Directory.Exists($"/proc/{process}");
    }
}
