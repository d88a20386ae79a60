using Kptn.Engine.Projects;

namespace Kptn.Engine.State.Local;

/// <summary>Cuts off what follows the last good record of a log, after setting aside what could have held records.</summary>
internal static class LogRepair
{
    /// <returns>What a user should know.</returns>
    public static IReadOnlyList<Finding> Run(string path, string shownPath, LogImage image)
    {
        if (image.Damage == LogDamage.None) return [];
        IReadOnlyList<Finding> warnings = [];
        if (image.Damage == LogDamage.Broken)
        {
            var aside = SetAside(path, image.Tail.Span);
            warnings =
            [
                new Finding(
                    "state-damaged",
                    new Place(shownPath),
                    $"{image.Tail.Length} bytes at byte {image.End} of the state cannot be read and were set aside as '{aside}'",
                    Suggestion: "tasks recorded there count as they stood before; they run again where that is out of date",
                    Severity: Severity.Warning),
            ];
        }

        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write, LogFile.AnyShare);
        DurableFile.Truncate(handle, image.End);
        return warnings;
    }

    private static string SetAside(string path, ReadOnlySpan<byte> tail)
    {
        for (var number = 1; ; number++)
        {
            var aside = $"{path}.bad-{number}";
            if (File.Exists(aside)) continue;
            DurableFile.Write(aside, tail, FileMode.CreateNew);
            DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
            return Path.GetFileName(aside);
        }
    }
}
