namespace Kptn.Engine.Tests.Projects.Toml;

/// <summary>The public TOML test suite, read where it lies: beside the repository, or where KPTN_TOML_TEST says.</summary>
internal static class TomlSuite
{
    public const string Missing = "the TOML test suite is not here: put it at ../shared/toml-test beside the repository, or name its tests folder in KPTN_TOML_TEST";

    public static string? Folder { get; } = Find();

    public static IReadOnlyList<string> Listed(string kind) =>
        [.. File.ReadLines(Path.Combine(Folder!, "files-toml-1.0.0")).Where(l => l.StartsWith(kind + "/", StringComparison.Ordinal) && l.EndsWith(".toml", StringComparison.Ordinal))];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("KPTN_TOML_TEST") is { Length: > 0 } named) return named;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Kptn.sln"))) root = root.Parent;
        if (root?.Parent is null) return null;
        var folder = Path.Combine(root.Parent.FullName, "shared", "toml-test", "tests");
        return Directory.Exists(folder) ? folder : null;
    }
}
