using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Checks that no two tasks of a graph declare one output, or one the folder of the other's.</summary>
internal sealed class OutputCheck(FindingSink findings)
{
    // Longer paths name no file on any system; walking their parents would only cost time.
    private const int LongestPath = 4096;

    public void Check(FlatGraph graph, List<GraphTask> tasks)
    {
        var claims = new Dictionary<string, Claim>(StringComparer.Ordinal);
        var folders = claims.GetAlternateLookup<ReadOnlySpan<char>>();
        var inFolders = new List<(string Path, Claim Claim)>();
        foreach (var task in tasks)
        {
            foreach (var output in task.Definition.Outputs)
            {
                var path = OutputPath.Normalise(output.Text, task);
                var claim = new Claim(task.Name, output);
                if (!claims.TryAdd(path, claim)) Report(graph, claim, claims[path], "is also an output of");
                else if (path.Length <= LongestPath && !OutputPath.IsGlob(path) && !OutputPath.IsTable(path)) inFolders.Add((path, claim));
            }
        }

        foreach (var (path, claim) in inFolders)
        {
            if (FolderOf(path, folders) is { } folder) Report(graph, claim, folder, "lies in an output of");
        }
    }

    private static Claim? FolderOf(string path, Dictionary<string, Claim>.AlternateLookup<ReadOnlySpan<char>> folders)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (folders.TryGetValue(path.AsSpan(0, end), out var folder)) return folder;
        }

        var isBelowScratch = path[0] != '/' && path != "." && path != ".." && !path.StartsWith("../", StringComparison.Ordinal);
        return isBelowScratch && folders.TryGetValue(".", out var scratch) ? scratch : null;
    }

    private void Report(FlatGraph graph, Claim claim, Claim other, string relation)
    {
        if (claim.Task == other.Task) return;
        var pair = string.CompareOrdinal(claim.Task, other.Task) < 0 ? (claim, other) : (other, claim);
        if (!findings.IsNew("output-claimed-twice", pair, relation)) return;
        findings.Add(new Finding(
            "output-claimed-twice",
            claim.Output.Place,
            $"output '{claim.Output.Text}' of task '{claim.Task}' {relation} task '{other.Task}' in graph '{graph.Name}': '{other.Output.Text}' at {other.Output.Place}",
            "outputs that one task of a graph writes"));
    }

    private sealed record Claim(string Task, OutputDeclaration Output);
}
