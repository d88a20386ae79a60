using System.Globalization;

namespace Kptn.Engine.State.DynamoDb.Leases;

/// <summary>Tells one process from every other, also from a later one with the same number.</summary>
/// <param name="Place">Where its number means something: the running system, and on Linux the namespace of processes; empty where that cannot be told.</param>
/// <param name="Id">Its number there.</param>
/// <param name="Start">When it started, in the system's own terms.</param>
internal sealed record ProcessMark(string Place, int Id, string Start)
{
    /// <summary>Of nobody.</summary>
    public static ProcessMark None { get; } = new("", 0, "");

    /// <summary>Of this process.</summary>
    public static ProcessMark Own() => new(PlaceOfThis(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "");

    /// <summary>Whether the process is known to have ended; a process elsewhere is not.</summary>
    public bool IsGone => Place.Length > 0 && Place == PlaceOfThis() && (StartOf(Id) is not { } start || start != Start);

    /// <summary>Whether the process is known to live.</summary>
    public bool IsAlive => Place.Length > 0 && Place == PlaceOfThis() && StartOf(Id) == Start;

    private static string PlaceOfThis()
    {
        try
        {
            if (!OperatingSystem.IsLinux()) return Environment.MachineName;
            return $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}/{new FileInfo("/proc/self/ns/pid").LinkTarget}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? StartOf(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Fields behind the name, which may hold anything, from the third: the 22nd is the start in ticks since the system's.
                var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
                var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : fields[19];
            }

            using var process = System.Diagnostics.Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
