using System.Globalization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Sandboxes;

namespace Kptn.Testing.Running;

/// <summary>Proposes the lines of kptn.yaml that make a comparison pass over what differs from run to run.</summary>
/// <param name="task">The task.</param>
internal sealed class DeterminismProposal(string task)
{
    private const double Noise = 1e-3;

    // Paths before the others: a path may hold a date. Each run has a sandbox of its own, so paths are not the same from run to run.
    private static readonly (string Name, Func<string, bool> Fits)[] Kinds = [("path", IsPath), ("guid", IsGuid), ("datetime", IsDateTime)];

    /// <summary>The lines, with what they are for; empty where nothing can be proposed.</summary>
    /// <param name="diffs">What differs.</param>
    public string Of(IReadOnlyList<OutputDiff> diffs)
    {
        var (ignore, tolerance, scrub) = (new SortedSet<string>(StringComparer.Ordinal), new SortedDictionary<string, double>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var skip = new SortedSet<string>(StringComparer.Ordinal);
        var isUnordered = false;
        foreach (var diff in diffs)
        {
            switch (diff.Detail)
            {
                case TableDiff table:
                    foreach (var column in table.Columns.Where(column => column.ChangedCells > 0))
                    {
                        if (Scrub(column) is { } kind) scrub.Add(kind);
                        else if (Relative(column) is { } relative and < Noise) tolerance[column.Name] = relative;
                        else ignore.Add(column.Name);
                    }

                    if (table.Columns.All(column => column.ChangedCells == 0)) ignore.UnionWith(OfRows(table));
                    break;
                case JsonDiff json:
                    foreach (var path in json.Paths)
                    {
                        var values = json.Samples.Where(change => Pattern(change.Path) == path.Path).SelectMany(change => new[] { change.Old, change.New }).OfType<string>().ToList();
                        if (Scrub(values) is { } kind) scrub.Add(kind);
                        else ignore.Add(path.Path);
                    }

                    break;
                case TextDiff text:
                    var lines = text.Hunks.SelectMany(hunk => hunk.Lines).Select(line => line.Text).ToList();
                    string[] kinds = [.. Kinds.Where(kind => lines.Any(kind.Fits)).Select(kind => kind.Name)];
                    scrub.UnionWith(kinds);
                    isUnordered |= kinds.Length == 0;
                    break;
                default:
                    skip.Add(diff.Path);
                    break;
            }
        }

        var entries = new List<string>();
        if (scrub.Count > 0) entries.Add($"scrub: [{string.Join(", ", scrub)}]");
        if (tolerance.Count > 0) entries.Add($"tolerance: {{columns: {{{string.Join(", ", tolerance.Select(column => $"{Yaml(column.Key)}: {{relative: {Power(column.Value)}}}"))}}}}}");
        if (ignore.Count > 0) entries.Add($"ignore: [{string.Join(", ", ignore.Select(Yaml))}]");
        if (isUnordered) entries.Add("sort: true");
        if (skip.Count > 0) entries.Add($"skip: [{string.Join(", ", skip.Select(Yaml))}]");
        if (entries.Count == 0) return "";
        return $"mend the task (a seed, an order, no clock), or say in kptn.yaml that it does not count:\n  tasks:\n    {task}:\n      snapshot:\n" + string.Join('\n', entries.Select(entry => $"        {entry}"));
    }

    // Rows that have no partner differ in columns of which no pair could be made.
    private static IEnumerable<string> OfRows(TableDiff table) => table.Columns.Where(column => column.OldStatistics?.Distinct != column.NewStatistics?.Distinct || column.OldStatistics?.Min != column.NewStatistics?.Min || column.OldStatistics?.Max != column.NewStatistics?.Max).Select(column => column.Name);

    private static string? Scrub(ColumnDiff column)
    {
        return Scrub([.. column.Samples.SelectMany(change => new[] { change.Old, change.New }).OfType<string>()]);
    }

    private static string? Scrub(IReadOnlyList<string> values) => values.Count == 0 ? null : Kinds.FirstOrDefault(kind => values.All(kind.Fits)).Name;

    // The path without the places of entries in lists, as changes by path have it.
    private static string Pattern(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\[\d+\]", "[*]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static double? Relative(ColumnDiff column) => column.Numbers?.LargestRelative;

    private static bool IsPath(string text) => text.Contains(SandboxFolder.Prefix, StringComparison.Ordinal);

    private static bool IsGuid(string text) => System.Text.RegularExpressions.Regex.IsMatch(text, @"\b[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static bool IsDateTime(string text) => System.Text.RegularExpressions.Regex.IsMatch(text, @"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Power(double value) => Math.Pow(10, Math.Ceiling(Math.Log10(value))).ToString("0e-0", CultureInfo.InvariantCulture);

    private static string Yaml(string text) => text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') ? text : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
