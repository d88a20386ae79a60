using System.Text.RegularExpressions;

namespace Kptn.Engine.Tests.Projects;

public sealed partial class ProjectFindingSpecs
{
    public static TheoryData<string> Cases => [.. FindingCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void I_am_told_all_that_is_wrong_with_code_place_and_message(string name)
    {
        using var folder = new TestFolder();
        folder.Write("A.R", "").Write("a.py", "").Write("sub/run.R", "").Write("data.json", "{}");
        Directory.CreateDirectory(folder["src"]);
        Directory.CreateDirectory(folder["src.R"]);
        var (yaml, findings) = FindingCases.All[name];

        Assert.Equal(findings, folder.Findings(yaml));
    }

    [Fact]
    public void I_can_look_up_every_code_in_the_docs()
    {
        var documented = Documented();
        var source = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(File.ReadAllText)
            .ToList();
        var inSource = source.SelectMany(text => CodeInSource().Matches(text)).Select(match => match.Groups[1].Value);

        Assert.Empty(inSource.Except(documented));
        Assert.All(documented, code => Assert.True(source.Exists(text => text.Contains($"\"{code}\"", StringComparison.Ordinal)), code));
        Assert.Equal(documented.Distinct(), documented);
    }

    [Fact]
    public void Each_code_of_this_room_is_met_by_a_test()
    {
        var tests = RepositoryFiles.Read("tests/Kptn.Engine.Tests/Projects/ProjectFindings.txt")
            + RepositoryFiles.Read("tests/Kptn.Engine.Tests/Projects/ConfigFileSpecs.cs")
            + RepositoryFiles.Read("tests/Kptn.Engine.Tests/Projects/YamlReaderSpecs.cs");
        var room = Path.Combine(RepositoryFiles.Root, "src/Kptn.Engine/Projects");
        var codes = new[] { Path.Combine(room, "Yaml"), Path.Combine(room, "Reading") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs"))
            .Append(Path.Combine(room, "ProjectReader.cs"))
            .SelectMany(file => CodeInSource().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value);

        Assert.Empty(codes.Where(code => !tests.Contains($" {code}: ")).Distinct());
    }

    private static List<string> Documented()
        => [.. CodeInDocs().Matches(RepositoryFiles.Read("docs/findings.md")).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("""(?:(?:Add|Warn|Refuse|Finding|new)\(\s*|const string Code = )"([a-z]+(?:-[a-z0-9]+)+)"[,;]""")]
    private static partial Regex CodeInSource();

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex CodeInDocs();
}
