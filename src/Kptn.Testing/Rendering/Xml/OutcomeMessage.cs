using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Terminal;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Xml;

/// <summary>What is wrong with a test, as formats with one message and one text want it.</summary>
internal static class OutcomeMessage
{
    private const int Longest = 400;
    private static readonly TerminalOptions Plain = new() { Width = 160 };

    /// <summary>One line: the error, else what changed.</summary>
    public static string Line(TestOutcome outcome) => TextWidth.Clip(VisibleText.Of(outcome switch
    {
        { Failure: { } failure } => failure.Error.Split('\n')[0].TrimEnd('\r'),
        { Status: TestStatus.Orphaned or TestStatus.Skipped } => outcome.Reason.Length > 0 ? outcome.Reason : StatusWords.Of(outcome.Status),
        _ when Changes(outcome) is { Length: > 0 } changes => changes,
        { Status: TestStatus.New } => "nothing is approved yet",
        _ => outcome.Reason,
    }), Longest);

    /// <summary>All there is to say, as on a terminal without colours.</summary>
    public static IReadOnlyList<string> Lines(TestOutcome outcome) => [.. new TerminalText(Plain).Of(outcome)];

    private static string Changes(TestOutcome outcome) => string.Join("; ", ReportOrder.Outputs(outcome)
        .Where(output => output.Diff is { Kind: not Comparing.DiffKind.Same, IsAllowed: false })
        .Select(output => $"{output.Diff.Path}: {output.Diff.Headline}"));
}
