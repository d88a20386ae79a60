namespace Kptn.Tool.Tests.House;

public sealed class SourceRulesSpecs
{
    private const int Large = 10_000;
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData("Process.Start(", "src/Kptn.Engine/Execution/Processes/")]
    [InlineData("posix_spawn\"", "src/Kptn.Engine/Execution/Processes/")]
    [InlineData("Console.", "src/Kptn.Tool/Terminal/")]
    [InlineData("new Reason(", "src/Kptn.Engine/Planning/")]
    public void One_place_does_it(string what, string where)
    {
        var places = Sources().Where(path => File.ReadLines(path).Any(line => Says(line, what))).Select(Shown).ToList();

        Assert.NotEmpty(places);
        Assert.All(places, path => Assert.StartsWith(where, path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("src/Kptn.Engine/BannedSymbols.txt")]
    [InlineData("src/Kptn.Tool/BannedSymbols.txt")]
    public void The_compiler_refuses_what_is_banned(string file)
    {
        var banned = File.ReadAllText(Path.Combine(Root, file));
        var project = File.ReadAllText(Directory.GetFiles(Path.Combine(Root, Path.GetDirectoryName(file)!), "*.csproj").Single());

        Assert.All(
            ["T:System.Console;", "M:System.Diagnostics.Process.Start(System.Diagnostics.ProcessStartInfo);", "P:System.DateTime.Now;", "P:System.DateTimeOffset.UtcNow;", "M:System.Environment.Exit"],
            symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal));
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", project, StringComparison.Ordinal);
        Assert.Contains("<AdditionalFiles Include=\"BannedSymbols.txt\"", project, StringComparison.Ordinal);
    }

    [Fact]
    public void Namespaces_are_where_the_folders_are()
    {
        foreach (var path in Sources())
        {
            if (File.ReadLines(path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal)) is not { } line) continue;
            var folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Root, "src"), path))!.Replace(Path.DirectorySeparatorChar, '.');
            Assert.Equal($"namespace {folder};", line);
        }
    }

    [Fact]
    public void Files_stay_small()
    {
        var sizes = Sources().Select(path => (Path: Shown(path), new FileInfo(path).Length)).OrderBy(file => file.Length).ToList();

        Assert.InRange(sizes[sizes.Count / 2].Length, 1, 2_000);
        Assert.Empty(sizes.Where(file => file.Length > Large).Select(file => $"{file.Path}: {file.Length}"));
    }

    private static bool Says(string line, string what)
    {
        var text = line.TrimStart();
        if (text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith("using ", StringComparison.Ordinal) || text.StartsWith("namespace ", StringComparison.Ordinal)) return false;
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '.'));
    }

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/Example/", StringComparison.Ordinal));

    private static string Shown(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kptn.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
