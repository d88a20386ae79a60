using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution;

/// <summary>How much work waits behind each task, by earlier durations, so that the longest chain starts first.</summary>
internal static class CriticalPath
{
    private const double Unknown = 1;

    /// <summary>Seconds from the start of each task to the end of the longest chain of tasks that need it.</summary>
    public static Dictionary<string, double> Of(Plan plan)
    {
        var behind = new Dictionary<string, double>(plan.Tasks.Count, StringComparer.Ordinal);
        foreach (var (name, task) in plan.Tasks.Reverse())
        {
            var own = task.Decision.Action == PlanAction.Fresh ? 0 : task.State?.Good?.Duration.TotalSeconds ?? Unknown;
            var length = behind.GetValueOrDefault(name) + own;
            behind[name] = length;
            foreach (var before in task.Task.Task.Dependencies) Raise(before);
            foreach (var before in task.Task.Task.After) Raise(before);

            void Raise(string before)
            {
                if (length > behind.GetValueOrDefault(before)) behind[before] = length;
            }
        }

        return behind;
    }
}
