using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Local;

/// <summary>Names for files that are being written, which no other process uses; and the removal of what dead processes left under theirs.</summary>
internal sealed class TemporaryNames(string folder)
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);

    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);
    /// <summary>Which machine this is, as names tell it: by its name, its start, and its numbers of processes, which containers have of their own under one name.</summary>
    public static string Machine { get; } = string.Concat(Environment.MachineName.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')) + "_" + Hash256.Of(Start()).ToString()[..8];

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

    private static string Start()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText("/proc/sys/kernel/random/boot_id") + new FileInfo("/proc/self/ns/pid").LinkTarget : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // A folder that somebody named for artifacts may hold a tmp/ with files of their own.
    private static bool IsDead(FileInfo file)
    {
        var age = TimeProvider.System.GetUtcNow() - file.LastWriteTimeUtc;
        if (file.Name.StartsWith(ArtifactTarget.Unfinished, StringComparison.Ordinal)) return age > Old;
        if (file.Name.Split('-') is not ["kptn", var machine, var process, _, _]) return false;
        if (age > Old) return true;
        return age > Young && OperatingSystem.IsLinux() && machine == Machine && int.TryParse(process, out _) && !Directory.Exists($"/proc/{process}");
    }
}
