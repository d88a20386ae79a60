using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Config values as components: a value by its content; a callable by its name, its code, and the config it is filled from.</summary>
internal static class ConfigComponents
{
    /// <summary>Components by config key. A callable has one for itself and those of its code.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Component>> Of(
        IReadOnlyList<ConfigValue> config,
        IReadOnlyDictionary<string, CodeQuery> callables,
        CodeReading reading)
    {
        var parts = new Dictionary<string, IReadOnlyList<Component>>(StringComparer.Ordinal);
        var earlier = new List<ConfigValue>();
        foreach (var value in config)
        {
            parts[value.Name] = value.Function is null
                ? [new Component(ComponentKind.Config, value.Name, Hash256.Of(CanonicalJson.Bytes(value.Value)))]
                : [.. Callable(value, callables, reading, earlier, parts)];
            earlier.Add(value);
        }

        return parts;
    }

    private static IEnumerable<Component> Callable(
        ConfigValue value,
        IReadOnlyDictionary<string, CodeQuery> callables,
        CodeReading reading,
        List<ConfigValue> earlier,
        Dictionary<string, IReadOnlyList<Component>> parts)
    {
        yield return new Component(ComponentKind.Config, value.Name, Hash256.Of("callable " + value.Function), value.Function!);
        if (!callables.ContainsKey(value.Name) || !reading.ByConfig.TryGetValue(value.Name, out var reach)) yield break;
        foreach (var component in reach.Components) yield return component;
        foreach (var given in earlier)
        {
            if (!Accepts(reach.Parameters, given)) continue;
            foreach (var component in parts[given.Name]) yield return component;
        }
    }

    /// <summary>Whether a function takes a config value by its name or alias.</summary>
    public static bool Accepts(CodeSignature? signature, ConfigValue value)
    {
        if (signature is null || signature.AcceptsAny) return true;
        foreach (var parameter in signature.Parameters)
        {
            if (parameter.Name == value.Name || parameter.Name == value.Alias) return true;
        }

        return false;
    }
}
