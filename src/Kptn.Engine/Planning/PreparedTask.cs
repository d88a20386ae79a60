using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;

namespace Kptn.Engine.Planning;

/// <summary>A task with all that is known of it before its dependencies are.</summary>
/// <param name="Task">The task in its graph.</param>
/// <param name="Own">Its components other than inputs and data, sorted.</param>
/// <param name="Outputs">Its outputs with <c>${VAR}</c> replaced, relative to the scratch dir.</param>
/// <param name="Code">The code it reaches; <see langword="null"/> where that is not known (its findings stop the run).</param>
/// <param name="VisibleDependencies">Dependencies whose result it can see.</param>
public sealed record PreparedTask(
    GraphTask Task,
    IReadOnlyList<Component> Own,
    IReadOnlyList<string> Outputs,
    CodeReach? Code,
    IReadOnlyList<string> VisibleDependencies)
{
    /// <summary>The task's name.</summary>
    public string Name => Task.Name;

    /// <summary>How it gets its items; <see langword="null"/> where it is not mapped. The outputs of a mapped task that name no item are in <see cref="Outputs"/>.</summary>
    public TaskMapping? Mapping { get; init; }
}
