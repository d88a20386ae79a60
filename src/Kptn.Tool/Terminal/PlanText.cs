using Kptn.Engine.Planning;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>A plan as a person reads it: two marks a task, the reason, and a roll-up.</summary>
internal static class PlanText
{
    /// <summary>Writes a plan.</summary>
    /// <param name="screen">Where it goes.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="trial">What to say of a trial on a few items; empty where all count.</param>
    /// <param name="restore">What to say of checkpoints.</param>
    public static void Write(Screen screen, Plan plan, string trial, IReadOnlyList<string> restore)
    {
        if (trial.Length > 0) screen.Line(screen.Paint(trial, Colour.Yellow));
        screen.Line($"{screen.Paint(plan.Graph, Colour.Bold)} · storage key {plan.Key.StorageKey} · {Units.Count(plan.Tasks.Count, "task")}");
        foreach (var line in restore) screen.Line(screen.Paint(line, Colour.Yellow));
        screen.Line(screen.Paint($"result [*] available [ ] not available · schedule (>) runs (?) may run {(plan.Tasks.Values.Any(task => task.Decision.Action == PlanAction.Restore) ? "(<) is restored " : "")}( ) up to date (H) head, runs", Colour.Dim));
        screen.Line();
        var heads = Heads(plan);
        var width = plan.Tasks.Count == 0 ? 0 : plan.Tasks.Keys.Max(name => name.Length);
        foreach (var name in Order(plan, heads))
        {
            var decision = plan.Tasks[name].Decision;
            var result = decision.ResultAvailable ? screen.Paint("[*]", Colour.Green) : "[ ]";
            var schedule = decision.Action switch
            {
                PlanAction.Run => screen.Paint(heads.Contains(name) ? "(H)" : "(>)", Colour.Yellow),
                PlanAction.MayRun => screen.Paint("(?)", Colour.Yellow),
                PlanAction.Restore => screen.Paint("(<)", Colour.Green),
                _ => "( )",
            };
            screen.Line($"{result} {schedule} {name.PadRight(width)}  {Why(decision)}".TrimEnd());
        }

        screen.Line();
        screen.Line(RollUp(plan));
        foreach (var line in RightSizing.Lines(plan)) screen.Line(screen.Paint(line, Colour.Dim));
    }

    /// <summary>Why a task runs, or what it waits for, and for how many items.</summary>
    public static string Why(Decision decision)
    {
        var why = WhyTask(decision);
        if (decision.Action is PlanAction.Fresh or PlanAction.Restore) return why;
        var items = ItemCountsText.Of(decision);
        return items.Length == 0 ? why : $"{why} · {items}";
    }

    private static string WhyTask(Decision decision) => decision.Action switch
    {
        PlanAction.Run => decision.Reason!.ToString(),
        PlanAction.MayRun => Waits(decision.WaitsFor),
        PlanAction.Restore => $"{decision.Reason} · restored from {decision.Known!.Place}",
        _ => "",
    };

    /// <summary>What a task waits for.</summary>
    public static string Waits(IReadOnlyList<string> tasks) => $"if {string.Join(" or ", tasks.Take(3))}{(tasks.Count > 3 ? " …" : "")} gives something else";

    /// <summary>Dependency order with the heads at its end.</summary>
    public static IEnumerable<string> Order(Plan plan, IReadOnlySet<string> heads) =>
        plan.Tasks.Keys.Where(name => !heads.Contains(name)).Concat(plan.Tasks.Keys.Where(heads.Contains));

    /// <summary>Tasks of a plan that no other task of it needs.</summary>
    public static IReadOnlySet<string> Heads(Plan plan)
    {
        var heads = plan.Tasks.Keys.ToHashSet();
        foreach (var task in plan.Tasks.Values)
        {
            heads.ExceptWith(task.Task.Task.Dependencies);
            heads.ExceptWith(task.Task.Task.After);
        }

        return heads;
    }

    private static string RollUp(Plan plan)
    {
        int Count(PlanAction action) => plan.Tasks.Values.Count(task => task.Decision.Action == action);
        var saved = plan.Tasks.Values.Where(task => task.Decision.Action == PlanAction.Fresh).Aggregate(TimeSpan.Zero, (sum, task) => sum + (task.State?.Good?.Duration ?? TimeSpan.Zero));
        var items = plan.Tasks.Values.Sum(task => task.Decision.Action == PlanAction.Run ? task.Decision.Items?.ToRun ?? 0 : 0);
        var parts = new List<string> { $"{Count(PlanAction.Run)} to run{(items > 0 ? $" ({Units.Count(items, "item")})" : "")}" };
        if (Count(PlanAction.MayRun) is > 0 and var may) parts.Add($"{may} may run");
        if (Count(PlanAction.Restore) is > 0 and var restore) parts.Add($"{restore} to restore");
        parts.Add($"{Count(PlanAction.Fresh)} up to date{(saved > TimeSpan.Zero ? $" (saving {Units.Duration(saved)})" : "")}");
        var reasons = string.Join(" · ", plan.RollUp().Select(reason => $"{Reason.Label(reason.Kind)}: {reason.Count}"));
        return reasons.Length == 0 ? string.Join(", ", parts) : $"{string.Join(", ", parts)} · {reasons}";
    }
}
