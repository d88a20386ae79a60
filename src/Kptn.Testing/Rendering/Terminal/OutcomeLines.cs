using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>One test as lines.</summary>
internal sealed class OutcomeLines(TerminalOptions options)
{
    private const string Indent = "  ";

    /// <summary>Whether there is more to say of a test than its status.</summary>
    public static bool HasFindings(TestOutcome outcome) => outcome.Undeclared.Count > 0 || outcome.Outputs.Any(output => output.Diff.Kind != DiffKind.Same);

    /// <summary>The style of a status.</summary>
    public static TextStyle Style(TestStatus status) => status switch
    {
        TestStatus.Failed => TextStyle.Bad,
        TestStatus.Changed or TestStatus.New or TestStatus.Orphaned => TextStyle.Changed,
        TestStatus.Skipped => TextStyle.Dim,
        _ => TextStyle.Good,
    };

    /// <summary>A mapped task in a line, above its items.</summary>
    public string Group(TaskGroup group) => DiffLines.Text(
        StyledText.Of(StatusWords.Of(group.Status).PadRight(9), Style(group.Status)).Then($"{group.Graph}/{group.Task}", TextStyle.Name).Then($" · {group.Items()}"), options, "");

    /// <summary>A test, with samples of some of its outputs.</summary>
    public IEnumerable<string> Of(TestOutcome outcome, int outputs)
    {
        yield return Heading(outcome);
        foreach (var line in Why(outcome)) yield return line;
        foreach (var line in Failure(outcome.Failure)) yield return line;
        foreach (var output in ReportOrder.Outputs(outcome))
        {
            foreach (var line in DiffLines.Of(output.Diff, options, Indent, withDetail: !output.Diff.IsAllowed && outputs-- > 0)) yield return line;
            foreach (var line in New(output)) yield return line;
            if (output is { NewFile: { } received, Diff: { Kind: not DiffKind.Same, IsAllowed: false } }) yield return DiffLines.Text(StyledText.Of($"received: {received}", TextStyle.Dim), options, Indent + Indent);
        }

        if (outcome.Undeclared.Count > 0) yield return Undeclared(outcome.Undeclared);
        if (outcome is { ApproveCommand.Length: > 0, Status: not TestStatus.Same }) yield return Fact("approve", outcome.ApproveCommand);
    }

    private string Heading(TestOutcome outcome)
    {
        var text = StyledText.Of(StatusWords.Of(outcome.Status).PadRight(9), Style(outcome.Status)).Then(outcome.Name, TextStyle.Name);
        if (outcome.Duration > TimeSpan.Zero) text = text.Then($"  {Amounts.Duration(outcome.Duration)}", TextStyle.Dim);
        return DiffLines.Text(text, options, "");
    }

    private IEnumerable<string> Why(TestOutcome outcome)
    {
        if (outcome.Reason.Length > 0) yield return Fact("why", outcome.Reason);
        if (outcome.Causes.Count > 0) yield return Fact("cause", CauseWords.Of(outcome));
    }

    private IEnumerable<string> Failure(TestFailure? failure)
    {
        if (failure is null) yield break;
        foreach (var line in failure.Error.Split('\n').Take(options.Lines)) yield return DiffLines.Text(StyledText.Of(line.TrimEnd('\r'), TextStyle.Bad), options, Indent);
        foreach (var line in failure.LogTail.TakeLast(options.Lines))
        {
            yield return DiffLines.Text(StyledText.Of("│ ", TextStyle.Dim).Then(line.TrimEnd('\r', '\n').Replace('\t', ' ')).Clip(Math.Max(40, options.Width) - 2), options, Indent);
        }

        if (failure.LogFile.Length > 0) yield return DiffLines.Text(StyledText.Of("└ ", TextStyle.Dim).Then(failure.LogFile, TextStyle.Dim), options, Indent);
    }

    private IEnumerable<string> New(TestedOutput output)
    {
        if (output is not { Diff.Kind: DiffKind.Added, Description: { } description }) yield break;
        if (DescriptionWords.Columns(description) is { Length: > 0 } columns) yield return DiffLines.Text(columns, options, Indent + Indent);
    }

    private string Undeclared(IReadOnlyList<string> files)
    {
        var names = string.Join(", ", files.Take(options.Files)) + (files.Count > options.Files ? $", … {Amounts.Count(files.Count - options.Files)} more" : "");
        return DiffLines.Text(StyledText.Of("warning: ", TextStyle.Changed).Then($"wrote {Amounts.Count(files.Count, "file")} beside its outputs: {names}"), options, Indent);
    }

    private string Fact(string name, string text) => DiffLines.Text(StyledText.Of($"{name}: ", TextStyle.Dim).Then(text), options, Indent);
}
