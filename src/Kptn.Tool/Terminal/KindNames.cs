using Kptn.Engine.Fingerprints;

namespace Kptn.Tool.Terminal;

/// <summary>Kinds of components as listings name them.</summary>
internal static class KindNames
{
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
}
