using System.Globalization;
using Kptn.Engine.Planning;

namespace Kptn.Tool.Terminal.Items;

/// <summary>What a plan says of the items of a mapped task, in few words.</summary>
internal static class ItemCountsText
{
    /// <summary>What follows a task's reason: <c>3 of 50 items (2 new, 1 failed before)</c>; empty for a task that has no items to tell of.</summary>
    public static string Of(Decision decision)
    {
        if (decision.ItemProblem.Length > 0) return $"its list: {decision.ItemProblem}";
        if (decision.Items is not { } items) return "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{items.ToRun:N0} of ") + Units.Count(items.Total, "item");
        var parts = IsSaid(decision, items) ? [] : items.Reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Count:N0} {Word(reason.Kind)}")).ToList();
        if (parts.Count > 0) text += $" ({string.Join(", ", parts)})";
        return items.Dropped > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", {items.Dropped:N0} dropped") : text;
    }

    /// <summary>A kind of reason in the words that suit an item.</summary>
    public static string Word(ReasonKind kind) => kind switch
    {
        ReasonKind.NoCachedState => "new",
        ReasonKind.PreviousRunFailed or ReasonKind.Incomplete => "failed before",
        _ => Reason.Label(kind),
    };

    // Where all items run for the one reason that the task itself has, saying it once is enough.
    private static bool IsSaid(Decision decision, ItemCounts items) =>
        items.Reasons.Count == 0 || (items.Reasons.Count == 1 && items.Reasons[0].Kind == decision.Reason?.Kind);
}
