using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>What a dependency gives to its dependents, as components.</summary>
internal static class InputComponents
{
    /// <summary>Components of a good run: one for each output, one for the result; where it has neither, one for its fingerprint, since nothing else tells what it did.</summary>
    public static IReadOnlyList<Component> Of(string task, GoodRun good)
    {
        var components = new List<Component>(good.Outputs.Count + 1);
        foreach (var output in good.Outputs) components.Add(new(ComponentKind.Inputs, $"{task}/{output.Path}", output.Hash));
        if (good.HasResult) components.Add(new(ComponentKind.Data, task, good.ResultHash));
        if (components.Count == 0) components.Add(new(ComponentKind.Inputs, task, good.Fingerprint.Hash));
        return components;
    }

    /// <summary>Components of what lies on disk now, for a dependency that is not part of the run.</summary>
    public static IReadOnlyList<Component> OnDisk(PreparedTask dependency, GoodRun? good, OutputReader reader, OutputState? items)
    {
        var components = new List<Component>();
        foreach (var path in dependency.Outputs)
        {
            var recorded = good?.Outputs.FirstOrDefault(output => output.Path.TrimEnd('/') == path.TrimEnd('/'));
            if (recorded is not null && reader.Check(recorded) == OutputCondition.AsRecorded)
            {
                components.Add(new(ComponentKind.Inputs, $"{dependency.Name}/{recorded.Path}", recorded.Hash));
            }
            else if (reader.Read(path) is { } now)
            {
                components.Add(new(ComponentKind.Inputs, $"{dependency.Name}/{now.Path}", now.Hash));
            }
        }

        if (items is not null) components.Add(new(ComponentKind.Inputs, $"{dependency.Name}/{items.Path}", items.Hash));
        if (good is { HasResult: true }) components.Add(new(ComponentKind.Data, dependency.Name, good.ResultHash));
        if (components.Count == 0 && good is not null) components.Add(new(ComponentKind.Inputs, dependency.Name, good.Fingerprint.Hash));
        return components;
    }

    /// <summary>The dependency that an input component comes from.</summary>
    public static string Source(Component component) => Source(component.Kind, component.Name);

    /// <summary>The dependency that an input component comes from; empty for other kinds.</summary>
    public static string Source(ComponentKind kind, string name)
    {
        if (kind < ComponentKind.Inputs) return "";
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? name : name[..slash];
    }
}
