namespace Kptn.Engine.Fingerprints;

/// <summary>Kinds of components as listings and files name them.</summary>
public static class ComponentKinds
{
    private static readonly Dictionary<string, ComponentKind> Kinds = Enum.GetValues<ComponentKind>().ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>The name of a kind, as in <c>code</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string NameOf(ComponentKind kind) => kind switch
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
    internal static ComponentKind Parse(string name) => Kinds.TryGetValue(name, out var kind) ? kind : throw new FormatException($"there is no component of the kind '{name}'");
}
