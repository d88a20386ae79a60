using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Json;

/// <summary>Compares JSON documents.</summary>
internal static class JsonComparer
{
    private const int MostPaths = 3;

    /// <summary>Compares two files.</summary>
    /// <exception cref="NotJsonException">One of them is no JSON.</exception>
    public static DetailedDiff Compare(string path, string oldFile, string newFile, CompareSettings settings, CancellationToken cancellation)
    {
        settings = settings with { Keys = settings.KeysOf(path) };
        using var before = JsonFile.Read(oldFile, "the old file");
        using var after = JsonFile.Read(newFile, "the new file");
        var (findings, root) = (new JsonFindings(settings.Limits), JsonPathNode.Root(settings));
        try
        {
            new JsonWalker(settings, findings, cancellation).Compare(before.RootElement, after.RootElement, root);
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 without its second half parses, but is no text.
            throw new NotJsonException("a text in it holds half a character");
        }

        var nodes = root.All().Where(node => node.Counts.Count > 0).ToList();
        var diff = new JsonDiff
        {
            Added = Sum(nodes, JsonChangeKind.Added),
            Removed = Sum(nodes, JsonChangeKind.Removed),
            Changed = Sum(nodes, JsonChangeKind.Changed),
            Retyped = Sum(nodes, JsonChangeKind.Retyped),
            Moved = Sum(nodes, JsonChangeKind.Moved),
            Paths = [.. nodes.OrderByDescending(node => node.Counts.Values.Sum()).Take(settings.Limits.Values).Select(PathDiff)],
            Samples = findings.Samples,
        };
        return new DetailedDiff(nodes.Count == 0, Headline(diff), diff, Notes(findings));
    }

    private static long Sum(List<JsonPathNode> nodes, JsonChangeKind kind) => nodes.Sum(node => node.Counts.GetValueOrDefault(kind));

    private static JsonPathDiff PathDiff(JsonPathNode node) => new(
        node.Path,
        node.Counts.GetValueOrDefault(JsonChangeKind.Added),
        node.Counts.GetValueOrDefault(JsonChangeKind.Removed),
        node.Counts.GetValueOrDefault(JsonChangeKind.Changed),
        node.Counts.GetValueOrDefault(JsonChangeKind.Retyped),
        node.Numbers.ToChange());

    private static string Headline(JsonDiff diff)
    {
        if (diff.Paths.Count == 0) return "all values the same";
        var counts = new (long Count, string Word)[] { (diff.Changed, "changed"), (diff.Retyped, "retyped"), (diff.Added, "added"), (diff.Removed, "removed"), (diff.Moved, "moved") }
            .Where(entry => entry.Count > 0)
            .Select((entry, i) => i == 0 ? $"{Words.Count(entry.Count, "value")} {entry.Word}" : $"{Words.Number(entry.Count)} {entry.Word}");
        var paths = diff.Paths.Take(MostPaths).Select(path => path.Numbers is { } numbers ? $"{path.Path} {Words.Range(numbers)}" : path.Path);
        return $"{string.Join(", ", counts)}; {string.Join("; ", paths)}{(diff.Paths.Count > MostPaths ? "; …" : "")}";
    }

    private static List<DiffNote> Notes(JsonFindings findings)
    {
        var notes = new List<DiffNote>();
        if (findings.HasSameTimes) notes.Add(new DiffNote("same-times", "times are written otherwise, as in another zone, and are the same"));
        if (findings.HasTolerated) notes.Add(new DiffNote("within-tolerance", "numbers differ within the tolerance"));
        return notes;
    }
}
