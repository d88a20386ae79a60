using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Markdown;

/// <summary>The collapsible parts of a report, the most important first; each can be made smaller.</summary>
internal static class MarkdownBlocks
{
    /// <summary>One for each failure and for each output with something to see.</summary>
    public static IEnumerable<Func<MarkdownOptions, string>> Of(IReadOnlyList<TaskGroup> groups)
    {
        foreach (var outcome in groups.SelectMany(group => group.Outcomes))
        {
            if (outcome.Failure is not null) yield return options => Failure(outcome, options);
            foreach (var output in ReportOrder.Outputs(outcome).Where(output => output.Diff.Kind != DiffKind.Same && !output.Diff.IsAllowed))
            {
                if (output.Diff.Detail is not null || output.Description is not null) yield return options => Output(outcome, output, options);
            }
        }
    }

    private static string Output(TestOutcome outcome, TestedOutput output, MarkdownOptions options)
    {
        var body = MarkdownDiff.Of(output, options);
        return Details($"{MarkdownText.HtmlCode(outcome.Name)} {MarkdownText.HtmlCode(output.Diff.Path)} · {MarkdownText.Html(output.Diff.Headline)}", body);
    }

    private static string Failure(TestOutcome outcome, MarkdownOptions options)
    {
        var failure = outcome.Failure!;
        var lines = failure.Error.Split('\n').Take(options.Lines).Concat(failure.LogTail.Count > 0 ? ["", .. failure.LogTail.TakeLast(options.Lines)] : [])
            .Select(line => TextWidth.Clip(VisibleText.Of(line.TrimEnd('\r', '\n')), options.Width * 2));
        var log = failure.LogFile.Length > 0 ? $"\nThe whole log: {MarkdownText.Code(failure.LogFile)}\n" : "";
        return Details($"{MarkdownText.HtmlCode(outcome.Name)} · failed after {Amounts.Duration(outcome.Duration)}", MarkdownText.Block(lines, "text") + log);
    }

    private static string Details(string summary, string body) => $"\n<details><summary>{summary}</summary>\n\n{body.Trim('\n')}\n\n</details>\n";
}
