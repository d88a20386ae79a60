namespace Kptn.Engine.Tests.Projects;

/// <summary>The cases of ProjectFindings.txt: a kptn.yaml, and all that is said of it.</summary>
internal static class FindingCases
{
    public static IReadOnlyDictionary<string, (string Yaml, string[] Findings)> All { get; } = Parse();

    private static Dictionary<string, (string Yaml, string[] Findings)> Parse()
    {
        var cases = new Dictionary<string, (string Yaml, string[] Findings)>();
        var text = RepositoryFiles.Read("tests/Kptn.Engine.Tests/Projects/ProjectFindings.txt");
        foreach (var part in ("\n" + text).Split("\n=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var yaml = part.IndexOf('\n') + 1;
            var findings = part.IndexOf("--- findings\n", StringComparison.Ordinal);
            cases.Add(part[..(yaml - 1)], (part[yaml..findings], part[(findings + 13)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        }

        return cases;
    }
}
