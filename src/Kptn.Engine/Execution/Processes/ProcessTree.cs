using System.Globalization;

namespace Kptn.Engine.Execution.Processes;

/// <summary>Finds and ends what a process has started, also what left its process group. Uses /proc where there is one.</summary>
public static class ProcessTree
{
    /// <summary>Ids of all descendants of a process.</summary>
    /// <param name="ancestor">Process id.</param>
    public static IReadOnlyList<int> Descendants(int ancestor)
    {
        var children = List().ToLookup(process => process.Parent, process => process.Id);
        var found = new List<int>();
        var open = new Stack<int>([ancestor]);
        while (open.TryPop(out var parent))
        {
            foreach (var child in children[parent])
            {
                found.Add(child);
                open.Push(child);
            }
        }

        return found;
    }

    /// <summary>Ends what is left of a process group whose leader has ended, and the strays seen earlier.</summary>
    /// <param name="group">Id of the leader.</param>
    /// <param name="strays">Descendants that may have left the group.</param>
    /// <param name="grace">How long they may take to end after being asked.</param>
    /// <returns>Whether anything was still running.</returns>
    internal static bool EndGroup(int group, IReadOnlyList<int> strays, TimeSpan grace)
    {
        if (strays.Count == 0 && UnixSpawn.Kill(-group, 0) != 0) return false;
        var left = Alive(group, strays);
        if (left.Count == 0) return false;
        foreach (var id in left) UnixSpawn.Kill(id, UnixSpawn.SigTerm);
        var waited = TimeSpan.Zero;
        var pause = TimeSpan.FromMilliseconds(10);
        while (waited < grace && Alive(group, strays).Count > 0)
        {
            Thread.Sleep(pause);
            waited += pause;
        }

        foreach (var id in Alive(group, strays)) UnixSpawn.Kill(id, UnixSpawn.SigKill);
        return true;
    }

    /// <summary>Ids of live processes of this user whose environment has a variable with a value, such as what an earlier run that was killed has left.</summary>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="value">Its value.</param>
    public static IReadOnlyList<int> WithEnvironment(string variable, string value)
    {
        var found = new List<int>();
        var wanted = $"\0{variable}={value}\0";
        foreach (var process in List())
        {
            if (process.Id == Environment.ProcessId) continue;
            try
            {
                var environment = "\0" + File.ReadAllText($"/proc/{process.Id}/environ") + "\0";
                if (environment.Contains(wanted, StringComparison.Ordinal)) found.Add(process.Id);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }

        return found;
    }

    /// <summary>Kills processes at once.</summary>
    /// <param name="processes">Their ids.</param>
    public static void Kill(IEnumerable<int> processes)
    {
        foreach (var id in processes) UnixSpawn.Kill(id, UnixSpawn.SigKill);
    }

    private static List<int> Alive(int group, IReadOnlyList<int> strays) =>
        [.. List().Where(process => process.Group == group || strays.Contains(process.Id)).Select(process => process.Id)];

    private static IEnumerable<(int Id, int Parent, int Group)> List()
    {
        if (!Directory.Exists("/proc/self")) yield break;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            string stat;
            try
            {
                stat = File.ReadAllText(folder + "/stat");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', 4);
            if (fields[0] is "Z" or "X") continue;
            yield return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture));
        }
    }
}
