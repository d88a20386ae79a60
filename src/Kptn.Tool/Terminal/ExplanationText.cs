using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>An explanation as a person reads it.</summary>
internal static class ExplanationText
{
    public static void Write(Screen screen, Explanation explanation, TaskTables tables)
    {
        var decision = explanation.Planned.Decision;
        var verdict = decision.Action switch
        {
            PlanAction.Fresh => screen.Paint("is up to date", Colour.Green),
            PlanAction.MayRun => screen.Paint("may run", Colour.Yellow) + ": " + PlanText.Why(decision),
            PlanAction.Restore => screen.Paint("is restored", Colour.Green) + ": " + PlanText.Why(decision),
            _ => screen.Paint("runs", Colour.Yellow) + ": " + decision.Reason,
        };
        screen.Line($"{screen.Paint(explanation.Planned.Task.Name, Colour.Bold)} {verdict}");
        if (explanation.Planned.State?.Good is { } good) screen.Line(screen.Paint($"last success {Units.Time(good.EndedAt)} in run {good.RunId}, {Units.Duration(good.Duration)}", Colour.Dim));
        if (explanation.Planned.State?.Last is { Error.Length: > 0 } last) screen.Line(screen.Paint($"last try {Units.Time(last.EndedAt)} in run {last.RunId}: {last.Error}", Colour.Dim));
        foreach (var cause in explanation.Causes)
        {
            screen.Line($"upstream: {screen.Paint(cause.Task, Colour.Cyan)} runs: {cause.Reason}  ({string.Join(" → ", cause.Path)})");
        }

        if (!tables.IsEmpty) screen.Line($"tables: {tables}");
        screen.Line();
        ItemExplanationText.WriteFirst(screen, explanation.Planned);
        WriteComponents(screen, explanation.Components, decision.Changes);
    }

    /// <summary>Writes a table of components, and an empty line.</summary>
    public static void WriteComponents(Screen screen, IReadOnlyList<ComponentChange> components, IReadOnlyList<ComponentChange> changes)
    {
        var grid = new Grid();
        grid.Add(("", null), ("component", Colour.Dim), ("", null), ("recorded", Colour.Dim), ("now", Colour.Dim), ("read as", Colour.Dim));
        foreach (var change in components) grid.Add(Row(change, changes.Contains(change)));
        grid.Write(screen);
        screen.Line();
    }

    private static (string, Colour?)[] Row(ComponentChange change, bool changed)
    {
        var colour = changed ? Colour.Yellow : Colour.Dim;
        var mark = !changed ? "=" : change.Old is null ? "+" : change.New is null ? "-" : "~";
        var isCode = change.Kind == ComponentKind.Code;
        return
        [
            (mark, colour),
            (ComponentKinds.NameOf(change.Kind), null),
            (change.Name, changed ? Colour.Bold : null),
            (Shown(change.Old, isCode), colour),
            (Shown(change.New, isCode), colour),
            (isCode ? (change.New ?? change.Old)!.Note : "", Colour.Dim),
        ];
    }

    private static string Shown(Component? component, bool isCode)
    {
        if (component is null) return "–";
        var hash = component.Hash.ToString()[..8];
        return isCode || component.Note.Length == 0 ? hash : LogTail.Clean(component.Note);
    }
}
