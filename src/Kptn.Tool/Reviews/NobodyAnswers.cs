using Kptn.Testing.Reviewing;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Reviews;

/// <summary>Says what waits, and how to approve it, where nobody is there to be asked.</summary>
/// <param name="screen">Where.</param>
/// <param name="review">What awaits approval.</param>
internal sealed class NobodyAnswers(Screen screen, SnapshotReview review)
{
    private const int MostTasks = 5;

    /// <summary>Says so.</summary>
    /// <param name="isJson">Whether a program reads it.</param>
    /// <returns>The exit code.</returns>
    public int Refuse(bool isJson)
    {
        if (review.Waiting.Count == 0)
        {
            screen.Line(isJson ? "{\"waiting\": 0}" : "nothing awaits approval");
            return ExitCodes.Success;
        }

        var outputs = review.Waiting.Sum(waiting => waiting.Outputs.Count);
        var manifests = review.Waiting.Count(waiting => waiting.IsManifestOnly);
        var what = outputs > 0 ? $"{Units.Count(outputs, "output")} await{(outputs == 1 ? "s" : "")} approval" : $"{Units.Count(manifests, "manifest")} can be refreshed";
        screen.Refuse($"{what}, and {(isJson ? "--json asks nobody" : "there is no terminal to ask at")}; choose what to approve:");
        var commands = review.Waiting.Where(waiting => !waiting.IsManifestOnly).Select(waiting => review.CommandOf(waiting.Key)).Distinct().ToList();
        foreach (var line in commands.Take(MostTasks)) screen.Error($"  {line}");
        if (commands.Count > MostTasks) screen.Error($"  … and {Units.Count(commands.Count - MostTasks, "task")} more");
        screen.Error("  kptn approve --all");
        screen.Error("'kptn diff' shows what differs");
        return ExitCodes.BadUsage;
    }
}
