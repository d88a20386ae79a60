using System.Globalization;

namespace Kptn.Engine.Execution.Processes;

/// <summary>Finds and ends what a process has started, also what left its process group. Uses /proc where there is one.</summary>
public static class ProcessTree
{
    /// <summary>Ids of all descendants of a process.</summary>
    /// <param name="ancestor">Process id.</param>
    public static IReadOnlyList<int> Descendants(int ancestor) => Below([ancestor], [.. List()]);

    /// <summary>
    /// Ids of all that a process has started and that still lives: its descendants, its group, and what has left both and was adopted by
    /// another parent, which is known by the process's trace.
    /// </summary>
    internal static IReadOnlyList<int> Of(int leader, ProcessTrace trace)
    {
        var all = List().ToList();
        var found = new HashSet<int>();
        foreach (var process in all)
        {
            if (process.Id != Environment.ProcessId && (process.Group == leader || trace.IsOn(process.Id))) found.Add(process.Id);
        }

        found.UnionWith(Below([leader, .. found], all));
        return [.. found];
    }

    /// <summary>Ends what is left of a process group whose leader has ended by itself.</summary>
    /// <param name="group">Id of the leader.</param>
    /// <returns>Whether anything was still running.</returns>
    internal static bool EndGroup(int group) =>
        UnixSpawn.Kill(-group, 0) == 0
        && End(() => [.. List().Where(process => process.Group == group).Select(process => process.Id)], TimeSpan.FromMilliseconds(200));

    /// <summary>Asks processes to end, kills those that have not after a while, and waits until none is left.</summary>
    /// <param name="find">Finds those that live.</param>
    /// <param name="grace">How long they may take to end after being asked; zero to kill at once.</param>
    /// <returns>Whether there were any.</returns>
    public static bool End(Func<IReadOnlyList<int>> find, TimeSpan grace)
    {
        var left = find();
        if (left.Count == 0) return false;
        if (grace > TimeSpan.Zero)
        {
            foreach (var id in left) UnixSpawn.Kill(id, UnixSpawn.SigTerm);
        }

        // What is killed may have started another in the meantime, so they are looked for until none is found.
        var most = grace + TimeSpan.FromSeconds(2);
        var pause = TimeSpan.FromMilliseconds(10);
        for (var waited = TimeSpan.Zero; left.Count > 0 && waited < most; left = find())
        {
            if (waited >= grace) Kill(left);
            Thread.Sleep(pause);
            waited += pause;
            if (pause < TimeSpan.FromMilliseconds(50)) pause *= 1.5;
        }

        return true;
    }

    /// <summary>
    /// Ids of live processes whose environment has a variable with a value, and of all that they have started, such as what an earlier run
    /// that was killed has left.
    /// </summary>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="value">Its value.</param>
    public static IReadOnlyList<int> WithEnvironment(string variable, string value)
    {
        var trace = new ProcessTrace($"{variable}={value}", "");
        var all = List().ToList();
        var found = all.Select(process => process.Id).Where(id => id != Environment.ProcessId && trace.IsOn(id)).ToHashSet();
        found.UnionWith(Below(found, all));
        found.Remove(Environment.ProcessId);
        return [.. found];
    }

    private static List<int> Below(IEnumerable<int> ancestors, IReadOnlyList<(int Id, int Parent, int Group)> all)
    {
        var children = all.ToLookup(process => process.Parent, process => process.Id);
        var seen = new HashSet<int>();
        var found = new List<int>();
        var open = new Stack<int>(ancestors);
        while (open.TryPop(out var parent))
        {
            foreach (var child in children[parent])
            {
                if (!seen.Add(child)) continue;
                found.Add(child);
                open.Push(child);
            }
        }

        return found;
    }

    private static void Kill(IEnumerable<int> processes)
    {
        foreach (var id in processes) UnixSpawn.Kill(id, UnixSpawn.SigKill);
    }

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
