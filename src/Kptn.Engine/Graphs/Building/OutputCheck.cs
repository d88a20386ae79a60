using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Checks that no two tasks of a graph declare one output, or one the folder of the other's.</summary>
internal sealed class OutputCheck(FindingSink findings)
{
    // Longer paths name no file on any system; walking their parents would only cost time.
    private const int LongestPath = 4096;

    public void Check(FlatGraph graph, List<GraphTask> tasks)
    {
        var claims = new Dictionary<string, Claim>(tasks.Count, StringComparer.Ordinal);
        var below = new List<Claim>();
        var lengths = new bool[LongestPath + 1];
        foreach (var task in tasks)
        {
            foreach (var output in task.Definition.Outputs)
            {
                var path = OutputPath.Normalise(output.Text, task);
                var claim = new Claim(task.Name, output, path);
                if (!claims.TryAdd(path, claim))
                {
                    Report(graph, claim, claims[path], "is also an output of");
                }
                else if (path.Length <= LongestPath && !OutputPath.IsGlob(path) && !OutputPath.IsTable(path))
                {
                    below.Add(claim);
                    lengths[path.Length] = true;
                }
            }
        }

        foreach (var claim in below)
        {
            if (FolderOf(claim.Path, claims, lengths) is { } folder) Report(graph, claim, folder, "lies in an output of");
        }
    }

    // Few outputs are as long as a folder of another, so most folders are ruled out without being looked up.
    private static Claim? FolderOf(string path, Dictionary<string, Claim> claims, bool[] lengths)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (lengths[end] && claims.TryGetValue(path[..end], out var folder)) return folder;
        }

        var isBelowScratch = path[0] != '/' && path != "." && path != ".." && !path.StartsWith("../", StringComparison.Ordinal);
        return isBelowScratch && lengths[1] && claims.TryGetValue(".", out var scratch) ? scratch : null;
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

    private sealed record Claim(string Task, OutputDeclaration Output, string Path);
}
