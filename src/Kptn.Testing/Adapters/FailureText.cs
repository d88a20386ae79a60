using System.Text;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Terminal;
using Kptn.Testing.Rendering.Xml;

namespace Kptn.Testing.Adapters;

/// <summary>
/// The message of a test that is red: what changed, what approves it, and then the files in the form of Verify's messages, which tools that accept files
/// read from the line that begins with <c>Directory:</c> to the end.
/// </summary>
internal static class FailureText
{
    private const int Most = 16_000;
    private const int Files = 100;
    private static readonly TerminalOptions Plain = new() { Width = 140, Tests = 12, Outputs = 12 };

    /// <summary>The message.</summary>
    /// <param name="outcomes">What became of the task, and of its items.</param>
    /// <param name="files">The files of its snapshot.</param>
    public static string Of(IReadOnlyList<TestOutcome> outcomes, SnapshotFiles files)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(outcomes))
        {
            if (text.Length > Most)
            {
                text.Append("… (more than a message should hold; 'kptn test' writes a page with all of it)\n");
                break;
            }

            text.Append(line).Append('\n');
        }

        if (outcomes.Any(outcome => outcome.Status is TestStatus.Changed or TestStatus.New)) AddFiles(text, files);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A line of a stack trace that leads to the task's script.</summary>
    /// <param name="outcomes">What became of the task, and of its items.</param>
    /// <param name="root">The folder of kptn.yaml, absolute.</param>
    public static string Frame(IReadOnlyList<TestOutcome> outcomes, string root)
    {
        var red = outcomes.First(outcome => !outcome.Passes);
        return red.Place is { } place ? $"   at {red.Name} in {Path.GetFullPath(place.File, root)}:line {Math.Max(1, place.Line)}" : "";
    }

    private static IEnumerable<string> Lines(IReadOnlyList<TestOutcome> outcomes)
    {
        var red = outcomes.Where(outcome => !outcome.Passes).ToList();
        var report = new TestReport { StartedAt = default, Duration = TimeSpan.FromTicks(outcomes.Sum(outcome => outcome.Duration.Ticks)), Outcomes = outcomes };
        if (red.Count == 1)
        {
            yield return OutcomeMessage.Line(red[0]);
            foreach (var line in new TerminalText(Plain).Of(red[0])) yield return line;
            yield break;
        }

        var group = ReportOrder.Groups(report)[0];
        yield return $"{group.Items()}";
        foreach (var line in new TerminalText(Plain).Of(report)) yield return line;
    }

    private static void AddFiles(StringBuilder text, SnapshotFiles files)
    {
        text.Append("\nDirectory: ").Append(files.Folder).Append('\n');
        Add("New", files.New);
        Add("NotEqual", files.NotEqual);
        if (files.Delete.Count > 0) text.Append("Delete:\n");
        foreach (var file in files.Delete.Take(Files)) text.Append("  - ").Append(Shown(file)).Append('\n');
        Add("Equal", files.Equal);

        void Add(string section, IReadOnlyList<FilePair> pairs)
        {
            if (pairs.Count > 0) text.Append(section).Append(":\n");
            foreach (var pair in pairs.Take(Files)) text.Append("  - Received: ").Append(Shown(pair.Received)).Append("\n    Verified: ").Append(Shown(pair.Verified)).Append('\n');
        }

        string Shown(string file) => Path.GetRelativePath(files.Folder, file);
    }
}
