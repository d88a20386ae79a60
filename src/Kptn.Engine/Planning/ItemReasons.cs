using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Why an item is out of date, as far as its state tells; its files are checked apart.</summary>
/// <param name="recorded">What is recorded of the items.</param>
/// <param name="common">What they depend on now.</param>
/// <param name="forced">Whether those that were asked for run in any case.</param>
/// <param name="shared">Why all run, where an output that is nobody's own is amiss.</param>
internal sealed class ItemReasons(IItemTable? recorded, Fingerprint common, bool forced, Reason? shared)
{
    /// <summary>How the file that an item is, is named among what it depends on.</summary>
    public const string OwnFile = "its file";

    private readonly Dictionary<int, Reason?> _sessions = [];

    /// <summary>The reason that the last try of an item gives; <see langword="null"/> where that succeeded.</summary>
    /// <param name="outcome">How it ended.</param>
    public static Reason? OfOutcome(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Failed or TaskOutcome.Incomplete => new Reason(ReasonKind.PreviousRunFailed),
        TaskOutcome.Started or TaskOutcome.Interrupted => new Reason(ReasonKind.Interrupted),
        _ => null,
    };

    /// <summary>The first reason for an item to run; <see langword="null"/> where there is none.</summary>
    /// <param name="slot">What is recorded.</param>
    /// <param name="own">What the item alone depends on now.</param>
    /// <param name="selected">Whether it was asked for; only such items are forced.</param>
    public Reason? Of(ItemSlot slot, Hash256 own, bool selected)
    {
        if (forced && selected) return new Reason(ReasonKind.Forced);
        if (OfOutcome(slot.Outcome) is { } last) return last;
        if (slot.Session < 0) return new Reason(ReasonKind.NoCachedState);
        if (!_sessions.TryGetValue(slot.Session, out var reason)) _sessions[slot.Session] = reason = Difference(slot.Session);
        return reason ?? (slot.Own == own ? shared : new Reason(ReasonKind.InputsChanged, OwnFile));
    }

    private Reason? Difference(int session)
    {
        var old = recorded!.Sessions[session].Common;
        if (old.Hash == common.Hash) return null;
        var changes = Fingerprint.Compare(old.Components, common.Components).Where(change => change.New is not { } now || !WrittenFiles.IsOwn(now)).ToList();
        return changes.Count == 0 ? null : Reasons.Of(changes);
    }
}
