namespace Kptn.Engine.Planning;

/// <summary>What a plan says about the items of a mapped task.</summary>
/// <param name="Total">How many items the list has.</param>
/// <param name="ToRun">How many of them would run.</param>
/// <param name="Selected">How many items the selection matches; all where there is none.</param>
/// <param name="Dropped">How many recorded items are no longer in the list.</param>
/// <param name="Reasons">How many run for which kind of reason, in the order of <see cref="ReasonKind"/>.</param>
/// <param name="First">The first items that would run, by key, and why.</param>
public sealed record ItemCounts(
    int Total,
    int ToRun,
    int Selected,
    int Dropped,
    IReadOnlyList<(ReasonKind Kind, int Count)> Reasons,
    IReadOnlyList<(string Key, Reason Reason)> First);
