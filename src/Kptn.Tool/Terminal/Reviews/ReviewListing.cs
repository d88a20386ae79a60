using Kptn.Testing.Reviewing;
using Kptn.Testing.Snapshots;
using Kptn.Tool.Reviews;

namespace Kptn.Tool.Terminal.Reviews;

/// <summary>What was done in a review, as lines.</summary>
/// <param name="screen">Where they go.</param>
/// <param name="root">The folder of kptn.yaml, absolute.</param>
internal sealed class ReviewListing(Screen screen, string root)
{
    /// <summary>Writes all of it.</summary>
    public void Write(ReviewLedger ledger)
    {
        Outputs("approved", Colour.Green, ledger.Approved);
        Outputs("rejected", Colour.Yellow, ledger.Rejected);
        if (ledger.Refreshed.Count > 0) screen.Line($"{Units.Count(ledger.Refreshed.Count, "manifest")} refreshed: {Keys(ledger.Refreshed)}");
        if (ledger.Settled.Count > 0) screen.Line($"settled meanwhile by somebody else: {Keys(ledger.Settled)}");
        foreach (var problem in ledger.Problems) screen.Error($"{screen.Paint("not done", Colour.Red)}: {Problem(problem)}");
    }

    /// <summary>Orphans, before or after they are removed.</summary>
    public void Orphans(IReadOnlyList<ReviewedOrphan> orphans)
    {
        var grid = new Grid();
        foreach (var orphan in orphans)
        {
            grid.Add(("orphaned", Colour.Yellow), (orphan.Name, Colour.Cyan), (Units.Count(orphan.Snapshot.Files.Count, "file"), null), (orphan.Why, null));
        }

        grid.Write(screen);
    }

    /// <summary>A problem in a line, with its file as short as can be.</summary>
    public string Problem(SnapshotProblem problem) => $"{Shown(problem.File)}{(problem.Line is { } line ? $":{line}" : "")}: {problem.Message}; {problem.Next}";

    /// <summary>A path relative to the project where it lies in it.</summary>
    public string Shown(string path) => Path.GetRelativePath(root, path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;

    private void Outputs(string word, Colour colour, List<DecidedOutput> outputs)
    {
        foreach (var group in outputs.GroupBy(output => output.Key))
        {
            screen.Line($"{screen.Paint(word, colour)}  {screen.Paint(group.Key.ToString(), Colour.Cyan)}");
            var grid = new Grid();
            foreach (var output in group) grid.Add((output.Path, Colour.Bold), (output.Headline, null));
            grid.Write(screen, "  ");
        }
    }

    private static string Keys(List<SnapshotKey> keys)
    {
        const int shown = 5;
        var names = string.Join(", ", keys.Take(shown));
        return keys.Count > shown ? $"{names}, … {keys.Count - shown} more" : names;
    }
}
