using Kptn.Engine.State;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Differences of outputs whose approved content is not here: what their descriptions tell.</summary>
internal static class DigestDiffs
{
    /// <summary>The difference. Bytes that differ may still hold equal data; without the content that cannot be told, so it counts as changed.</summary>
    /// <param name="output">The output as it was made.</param>
    /// <param name="before">As it was approved.</param>
    /// <param name="now">What is in it.</param>
    public static OutputDiff Of(OutputState output, ApprovedOutput before, OutputDescription now)
    {
        var then = before.Entry.Description;
        var changes = new List<string>();
        if (then.Rows != now.Rows) changes.Add($"{Rows(then)} → {Rows(now)}");
        changes.AddRange(Columns(then, now));
        if (changes.Count == 0) changes.Add(before.Size == output.Size ? "other content of the same size" : $"{Words.Size(before.Size)} → {Words.Size(output.Size)}");
        return new OutputDiff
        {
            Path = output.Path,
            Kind = DiffKind.Changed,
            Headline = string.Join(" · ", changes.Take(6)) + (changes.Count > 6 ? $" · and {changes.Count - 6} more" : ""),
            ComparedAs = now.Kind,
            OldSize = before.Size,
            NewSize = output.Size,
            Notes =
            [
                new DiffNote("no-content", $"its approved content (sha256 {before.Hash[..12]}) is not among the artifacts here, so only what the manifest tells was compared; to compare all of it, let settings.artifacts name the folder of artifacts that it was approved with", IsWarning: true),
            ],
        };
    }

    private static IEnumerable<string> Columns(OutputDescription then, OutputDescription now)
    {
        var before = then.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        foreach (var column in now.Columns)
        {
            if (!before.Remove(column.Name, out var old)) yield return $"column {column.Name} added";
            else if (old.Type != column.Type) yield return $"column {column.Name}: {old.Type.ToString().ToLowerInvariant()} → {column.Type.ToString().ToLowerInvariant()}";
            else if (Difference(old, column) is { } difference) yield return $"column {column.Name}: {difference}";
        }

        foreach (var gone in before.Keys) yield return $"column {gone} removed";
    }

    private static string? Difference(ColumnStatistics old, ColumnStatistics now)
    {
        if (old.Nulls != now.Nulls) return $"{Words.Number(old.Nulls)} → {Words.Number(now.Nulls)} empty";
        if (old.Min != now.Min) return $"least {Words.Value(old.Min)} → {Words.Value(now.Min)}";
        if (old.Max != now.Max) return $"greatest {Words.Value(old.Max)} → {Words.Value(now.Max)}";
        if (old.Mean is { } before && now.Mean is { } after && !before.Equals(after)) return $"mean {before.ToString("G7", System.Globalization.CultureInfo.InvariantCulture)} → {after.ToString("G7", System.Globalization.CultureInfo.InvariantCulture)}";
        return old.IsDistinctExact && now.IsDistinctExact && old.Distinct != now.Distinct ? $"{Words.Number(old.Distinct)} → {Words.Number(now.Distinct)} different values" : null;
    }

    private static string Rows(OutputDescription description) => description.Rows is { } rows ? Words.Count(rows, description.Kind == CompareMode.Table ? "row" : "line") : "no rows";
}
