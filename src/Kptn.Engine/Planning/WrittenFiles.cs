using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>
/// Files of the project that a command names and writes itself. What they hold follows from its own runs, so it cannot put it out of
/// date. A file that a run makes is known as such at once; one that was there before only when two runs have changed it, since the
/// first change may have been a person's.
/// </summary>
internal static class WrittenFiles
{
    private const string Note = "written by its own run";
    private const string Suspicion = "changed while it ran";
    private static readonly Hash256 Mark = Hash256.Of("kptn " + Note);

    /// <summary>Components of now, in which files that the same command is known to write stand as they were recorded.</summary>
    public static IReadOnlyList<Component> Settle(IReadOnlyList<Component> now, GoodRun? good)
    {
        if (good is null || !good.Fingerprint.Components.TakeWhile(IsCode).Any(component => component.Hash == Mark) || !IsSameCommand(now, good)) return now;
        var known = good.Fingerprint.Components.TakeWhile(IsCode).Where(component => component.Hash == Mark).ToDictionary(component => component.Name, StringComparer.Ordinal);
        return Fingerprint.Sort(now.Where(component => !IsCode(component) || !known.ContainsKey(component.Name)).Concat(known.Values));
    }

    /// <summary>What to record after a success.</summary>
    /// <param name="start">What the try depended on at its start.</param>
    /// <param name="end">The code that the command names at its end.</param>
    /// <param name="before">The success before.</param>
    public static IReadOnlyList<Component> Observe(IReadOnlyList<Component> start, IReadOnlyList<Component> end, GoodRun? before)
    {
        var left = end.ToDictionary(component => component.Name, StringComparer.Ordinal);
        List<Component>? recorded = null;
        for (var i = 0; i < start.Count && IsCode(start[i]); i++)
        {
            var component = start[i];
            left.Remove(component.Name, out var now);
            if (component.Hash == Mark || now?.Hash == component.Hash) continue;
            var isKnown = before is not null && IsSameCommand(start, before) && before.Fingerprint.Components.Any(old => old.Name == component.Name && old.Note == Suspicion);
            (recorded ??= [.. start])[i] = isKnown ? component with { Hash = Mark, Note = Note } : component with { Note = Suspicion };
        }

        if (left.Count == 0) return recorded ?? start;
        return Fingerprint.Sort((recorded ?? start).Concat(left.Values.Select(component => component with { Hash = Mark, Note = Note })));
    }

    /// <summary>Whether a component stands for a file that the task's own run writes, which can not make it out of date.</summary>
    public static bool IsOwn(Component component) => component.Hash == Mark;

    private static bool IsCode(Component component) => component.Kind == ComponentKind.Code;

    private static bool IsSameCommand(IReadOnlyList<Component> now, GoodRun good) => CommandOf(now) == CommandOf(good.Fingerprint.Components);

    private static Hash256 CommandOf(IReadOnlyList<Component> components) =>
        components.FirstOrDefault(component => component is { Kind: ComponentKind.Definition, Name: "command" })?.Hash ?? default;
}
