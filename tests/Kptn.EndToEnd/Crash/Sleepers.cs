using System.Globalization;

namespace Kptn.EndToEnd.Crash;

/// <summary>Long sleeps that only one test starts, so that what a task left behind can be found.</summary>
internal sealed class Sleepers
{
    private static int _last = 40_000 + (Environment.ProcessId % 1000 * 1000);
    private readonly string _seconds = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    /// <summary>What a task is to run.</summary>
    public string Command => $"sleep {_seconds}";

    public string Seconds => _seconds;

    /// <summary>Ids of those that live.</summary>
    public IReadOnlyList<int> Alive()
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            try
            {
                if (File.ReadAllText(folder + "/cmdline") == $"sleep\0{_seconds}\0") found.Add(id);
            }
            catch (IOException)
            {
                continue;
            }
        }

        return found;
    }
}
