using System.Globalization;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Tool.Terminal;

/// <summary>Holds what tasks used against what they declare under <c>compute</c>.</summary>
internal static class RightSizing
{
    private const double Headroom = 1.25;

    /// <summary>A line for each task whose declaration is far from what it used.</summary>
    public static IEnumerable<string> Lines(Plan plan)
    {
        foreach (var task in plan.Tasks.Values)
        {
            if (task.State?.Good is { } good && Advice(task.Task.Task.Definition, good) is { } advice) yield return $"right-sizing: {task.Task.Name} {advice}";
        }
    }

    /// <summary>What to declare instead; <see langword="null"/> where the declaration fits or there is none.</summary>
    public static string? Advice(TaskDefinition task, GoodRun good)
    {
        var advice = new List<string>();
        var usedCpu = Cpu(good);
        if (task.Cpu is { } cpu && good.Duration > TimeSpan.FromMilliseconds(200))
        {
            var fit = Fit(Math.Max(256, (int)Math.Ceiling(usedCpu * Headroom)), [256, 512, 1024, 2048, 4096, 8192, 16384]);
            if (usedCpu > cpu) advice.Add($"used {Cores(usedCpu)} of {Cores(cpu)} vCPU: declare cpu: {fit}");
            else if (fit < cpu) advice.Add($"used {Cores(usedCpu)} of {Cores(cpu)} vCPU: cpu: {fit} would do");
        }

        if (task.Memory is { } memory && good.PeakMemory > 0)
        {
            var used = (int)(good.PeakMemory >> 20) + 1;
            var fit = Math.Max(512, ((int)Math.Ceiling(used * Headroom) + 511) / 512 * 512);
            if (used > memory) advice.Add($"peaked at {used} of {memory} MiB: declare memory: {fit}");
            else if (fit * 2 <= memory) advice.Add($"peaked at {used} of {memory} MiB: memory: {fit} would do");
        }

        return advice.Count == 0 ? null : string.Join(", ", advice);
    }

    /// <summary>CPU units (1024 = 1 vCPU) that a run kept busy on average.</summary>
    public static int Cpu(GoodRun good) =>
        good.Duration <= TimeSpan.Zero ? 0 : (int)Math.Round(1024 * good.CpuTime.TotalSeconds / good.Duration.TotalSeconds);

    private static int Fit(int needed, int[] sizes)
    {
        foreach (var size in sizes)
        {
            if (size >= needed) return size;
        }

        return sizes[^1];
    }

    private static string Cores(int units) => (units / 1024.0).ToString("0.##", CultureInfo.InvariantCulture);
}
