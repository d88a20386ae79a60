using System.Globalization;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Runs;

/// <summary>The folders of runs below <c>.kptn/runs</c>, one a run, named so that they sort by time.</summary>
/// <param name="kptnDir">kptn's own folder.</param>
public sealed class RunFolders(string kptnDir)
{
    /// <summary>How many runs are kept; older ones are removed when a run starts.</summary>
    public const int Kept = 30;

    /// <summary>The folder that holds them.</summary>
    public string Root => Path.Combine(kptnDir, "runs");

    /// <summary>A new run's id.</summary>
    /// <param name="now">The time.</param>
    public static string NewId(DateTimeOffset now) =>
        $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}-{Random.Shared.Next(0x10000):x4}";

    /// <summary>A run's folder.</summary>
    /// <param name="runId">Its id.</param>
    public string Of(string runId) => Path.Combine(Root, runId);

    /// <summary>Ids of the runs that are kept, newest first.</summary>
    public IReadOnlyList<string> List()
    {
        if (!Directory.Exists(Root)) return [];
        var ids = Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).ToArray();
        Array.Sort(ids, (a, b) => string.CompareOrdinal(b, a));
        return ids;
    }

    /// <summary>Removes all but the newest runs.</summary>
    public void Prune()
    {
        foreach (var id in List().Skip(Kept))
        {
            try
            {
                Directory.Delete(Of(id), recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }

    /// <summary>File name of a try's log.</summary>
    /// <param name="task">The task.</param>
    /// <param name="attempt">Which try, from one.</param>
    public static string LogName(string task, int attempt) => attempt == 1 ? $"{Short(task)}.log" : $"{Short(task)}.try{attempt}.log";

    /// <summary>File systems take names of 255 bytes, and other files of a try have longer ends than its log.</summary>

    /// <summary>The file name of an item's log: <c>B@NC.log</c>; a name that cannot say the key in full ends in part of its hash.</summary>
    /// <param name="task">The mapped task.</param>
    /// <param name="key">The item's key.</param>
    /// <param name="attempt">Which try, from 1.</param>
    public static string ItemLogName(string task, string key, int attempt) =>
        attempt == 1 ? $"{Short(task)}@{ItemNames.FileName(key)}.log" : $"{Short(task)}@{ItemNames.FileName(key)}.try{attempt}.log";

    private static string Short(string task)
    {
        const int Longest = 160;
        const int Digits = 12;
        return task.Length <= Longest ? task : $"{task.AsSpan(0, Longest - Digits - 1)}-{Hash256.Of(task).ToString().AsSpan(0, Digits)}";
    }
}
