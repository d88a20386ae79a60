namespace Kptn.Engine.Execution;

/// <summary>Keeps the .NET build servers from outliving a C# task that builds its file.</summary>
internal static class CSharpEnvironment
{
    public static void Add(Dictionary<string, string> environment)
    {
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["UseSharedCompilation"] = "false";
        environment["DOTNET_NOLOGO"] = "1";
    }
}
