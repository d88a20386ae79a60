using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Picks the reason to show: the first that holds, in the order of <see cref="ReasonKind"/>.</summary>
internal static class Reasons
{
    /// <summary>The first reason for a task to run, as far as its state and fingerprint tell.</summary>
    /// <param name="state">What is recorded of it.</param>
    /// <param name="forced">Whether the user wants it to run.</param>
    /// <param name="changes">What differs from the recorded fingerprint.</param>
    public static Reason? First(TaskState? state, bool forced, IReadOnlyList<ComponentChange> changes)
    {
        if (state is null or { Good: null, Last: null }) return new Reason(ReasonKind.NoCachedState);
        if (forced) return new Reason(ReasonKind.Forced);
        switch (state.Last?.Outcome)
        {
            case TaskOutcome.Failed:
                return new Reason(ReasonKind.PreviousRunFailed);
            case TaskOutcome.Incomplete:
                return new Reason(ReasonKind.Incomplete, state.Last.Items > 0 ? $"{state.Last.ItemsDone} of {state.Last.Items} items" : "");
            case TaskOutcome.Started or TaskOutcome.Interrupted:
                return new Reason(ReasonKind.Interrupted);
        }

        if (state.Good is null) return new Reason(ReasonKind.NoCachedState);
        return changes.Count == 0 ? null : Of(changes);
    }

    /// <summary>The reason that differences give: the first in the order of kinds, with how many more of its kind there are.</summary>
    /// <param name="changes">The differences, sorted; not empty.</param>
    public static Reason Of(IReadOnlyList<ComponentChange> changes)
    {
        var first = changes[0];
        return new Reason(KindOf(first.Kind), first.Name, changes.Count(change => change.Kind == first.Kind) - 1);
    }

    private static ReasonKind KindOf(ComponentKind kind) => kind switch
    {
        ComponentKind.Code => ReasonKind.CodeChanged,
        ComponentKind.Definition => ReasonKind.DefinitionChanged,
        ComponentKind.Args => ReasonKind.ArgsChanged,
        ComponentKind.Config => ReasonKind.ConfigChanged,
        ComponentKind.Env => ReasonKind.EnvChanged,
        ComponentKind.Inputs => ReasonKind.InputsChanged,
        _ => ReasonKind.DataChanged,
    };
}
