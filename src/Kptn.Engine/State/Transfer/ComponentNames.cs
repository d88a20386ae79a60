using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Transfer;

/// <summary>Kinds of components as files name them.</summary>
internal static class ComponentNames
{
    private static readonly Dictionary<string, ComponentKind> Kinds = Enum.GetValues<ComponentKind>().ToDictionary(Of, StringComparer.Ordinal);

    public static string Of(ComponentKind kind) => kind switch
    {
        ComponentKind.Code => "code",
        ComponentKind.Definition => "definition",
        ComponentKind.Args => "args",
        ComponentKind.Config => "config",
        ComponentKind.Env => "env",
        ComponentKind.Inputs => "inputs",
        _ => "data",
    };

    /// <exception cref="FormatException">There is no such kind.</exception>
    public static ComponentKind Parse(string name) => Kinds.TryGetValue(name, out var kind) ? kind : throw new FormatException($"there is no component of the kind '{name}'");
}
