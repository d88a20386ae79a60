using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Why an item is out of date, as far as its state tells; its files are checked apart.</summary>
internal sealed class ItemReasons(IItemTable? recorded, Fingerprint common, bool forced)
{
    private readonly Dictionary<int, Reason?> _sessions = [];

    /// <summary>The first reason for an item to run; <see langword="null"/> where there is none.</summary>
    /// <param name="slot">What is recorded.</param>
    /// <param name="own">What the item alone depends on now.</param>
    public Reason? Of(ItemSlot slot, Hash256 own)
    {
        if (forced) return new Reason(ReasonKind.Forced);
        switch (slot.Outcome)
        {
            case TaskOutcome.Failed or TaskOutcome.Incomplete:
                return new Reason(ReasonKind.PreviousRunFailed);
            case TaskOutcome.Started or TaskOutcome.Interrupted:
                return new Reason(ReasonKind.Interrupted);
        }

        if (slot.Session < 0) return new Reason(ReasonKind.NoCachedState);
        if (!_sessions.TryGetValue(slot.Session, out var reason)) _sessions[slot.Session] = reason = Difference(slot.Session);
        return reason ?? (slot.Own == own ? null : new Reason(ReasonKind.InputsChanged, "its file"));
    }

    private Reason? Difference(int session)
    {
        var old = recorded!.Sessions[session].Common;
        if (old.Hash == common.Hash) return null;
        var changes = Fingerprint.Compare(old.Components, common.Components).Where(change => change.New is not { } now || !WrittenFiles.IsOwn(now)).ToList();
        return changes.Count == 0 ? null : Reasons.Of(changes);
    }
}
