using System.Reflection;

namespace Kptn.Tool;

/// <summary>The version of the tool.</summary>
internal static class ToolVersion
{
    /// <summary>The version without the commit that it was built from.</summary>
    public static string Text =>
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
