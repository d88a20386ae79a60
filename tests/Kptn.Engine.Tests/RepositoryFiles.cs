namespace Kptn.Engine.Tests;

/// <summary>Files of this repository that tests hold the code against.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Kptn.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
