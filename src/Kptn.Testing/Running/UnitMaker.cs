using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Works out what tasks and items under test depend on.</summary>
/// <param name="bench">The project.</param>
/// <param name="context">The graph.</param>
internal sealed class UnitMaker(TestBench bench, GraphContext context)
{
    /// <summary>What a task depends on, sorted: its own, and what it is given.</summary>
    /// <param name="task">The task.</param>
    /// <param name="given">What the tasks before it give.</param>
    public IReadOnlyList<Component> Components(PreparedTask task, IReadOnlyList<GivenTask> given)
    {
        var all = new List<Component>(task.Own);
        foreach (var earlier in given)
        {
            var isVisible = earlier.Name == task.Mapping?.Provider || task.VisibleDependencies.Contains(earlier.Name);
            all.AddRange(earlier.Components(context.Tasks[earlier.Name].Mapping?.RollUp, isVisible));
        }

        if (task.Mapping?.Glob is { } glob)
        {
            var listing = string.Join('\n', OutputPath.Match(context.Project.Root, glob).Select(file => $"{HashOf(file)} {file}"));
            all.Add(new Component(ComponentKind.Inputs, $"files {glob}", Hash256.Of(listing)));
        }

        return Fingerprint.Sort(all);
    }

    /// <summary>What an item depends on.</summary>
    /// <param name="task">Its task.</param>
    /// <param name="components">What the task depends on.</param>
    /// <param name="key">The item's key.</param>
    public IReadOnlyList<Component> ComponentsOfItem(PreparedTask task, IReadOnlyList<Component> components, string key)
    {
        var common = Planner.CommonOf(task, components).Components;
        var own = task.Mapping!.Glob is null ? key : $"{key} {HashOf(ItemValues.Text(key))}";
        return Fingerprint.Sort([.. common, new Component(ComponentKind.Inputs, "item", Hash256.Of(own))]);
    }

    /// <summary>What an item made.</summary>
    /// <param name="task">Its task.</param>
    /// <param name="components">What the task depends on.</param>
    /// <param name="made">The item.</param>
    public MadeUnit OfItem(PreparedTask task, IReadOnlyList<Component> components, IsolatedItem made) =>
        new(new SnapshotKey(bench.Graph.Name, task.Name, made.Key), made.Outputs, made.Result, ComponentsOfItem(task, components, made.Key));

    private Hash256 HashOf(string file) => context.Code.Files.Hash(Path.Combine(context.Project.Root, file))?.Hash ?? default;
}
