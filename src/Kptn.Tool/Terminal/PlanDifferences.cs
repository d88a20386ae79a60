using Kptn.Engine.Planning;

namespace Kptn.Tool.Terminal;

/// <summary>Says in what a project is no longer as a saved plan has it.</summary>
internal static class PlanDifferences
{
    private const int Shown = 20;

    /// <summary>Whether the saved plan does not hold any more; says so then.</summary>
    public static bool Refuses(Screen screen, SavedPlan approved, SavedPlan now)
    {
        var differences = approved.Differences(now);
        if (differences.Count == 0) return false;
        screen.Refuse("the project is not as it was when this plan was saved; nothing was run");
        foreach (var line in differences.Take(Shown)) screen.Error($"  {line}");
        if (differences.Count > Shown) screen.Error($"  and {differences.Count - Shown} more");
        screen.Error("look at 'kptn plan', then save it again with --save");
        return true;
    }
}
