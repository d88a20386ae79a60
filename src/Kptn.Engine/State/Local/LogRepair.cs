using Kptn.Engine.Projects;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local;

/// <summary>Cuts off what follows the last good record of a log, after setting aside what could have held records.</summary>
internal static class LogRepair
{
    /// <param name="path">The log.</param>
    /// <param name="shownPath">Its path for messages.</param>
    /// <param name="end">Where its good records end.</param>
    /// <param name="damage">What lies behind.</param>
    /// <param name="what">What its records are about, in the plural.</param>
    /// <returns>What a user should know.</returns>
    public static IReadOnlyList<Finding> Run(string path, string shownPath, long end, LogDamage damage, string what)
    {
        if (damage == LogDamage.None) return [];
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, LogFile.AnyShare);
        IReadOnlyList<Finding> warnings = [];
        if (damage == LogDamage.Broken)
        {
            var length = RandomAccess.GetLength(handle) - end;
            var aside = SetAside(path, handle, end);
            warnings =
            [
                new Finding(
                    "state-damaged",
                    new Place(shownPath),
                    $"{length} bytes at byte {end} of the state cannot be read and were set aside as '{aside}'",
                    Suggestion: $"{what} recorded there count as they stood before; they run again where that is out of date",
                    Severity: Severity.Warning),
            ];
        }

        DurableFile.Truncate(handle, end);
        return warnings;
    }

    private static string SetAside(string path, SafeFileHandle handle, long from)
    {
        for (var number = 1; ; number++)
        {
            var aside = $"{path}.bad-{number}";
            if (File.Exists(aside)) continue;
            DurableFile.CopyTail(handle, from, aside);
            DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
            return Path.GetFileName(aside);
        }
    }
}
