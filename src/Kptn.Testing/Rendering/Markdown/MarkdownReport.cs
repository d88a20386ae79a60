using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Markdown;

/// <summary>
/// A report as Markdown for a comment on a pull request: the verdict and a table first, then a collapsible part for each changed output, the most
/// important first, as many as fit.
/// </summary>
/// <param name="options">How much.</param>
public sealed class MarkdownReport(MarkdownOptions options)
{
    private const int Reserve = 60;
    private const int Shares = 4;

    /// <summary>The report; never longer than <see cref="MarkdownOptions.MaxCharacters"/>.</summary>
    public string Of(TestReport report)
    {
        var groups = ReportOrder.Groups(report);
        var title = MarkdownOverview.Title(report);
        var sentences = MarkdownOverview.Sentences(report);
        var tail = Tail(report, groups);
        var room = options.MaxCharacters - title.Length - Reserve;
        if (room < sentences.Length + tail.Length) (sentences, tail) = ("", "");
        room -= sentences.Length + tail.Length;
        var table = MarkdownOverview.Table(groups, options, room * 3 / 5);
        room -= table.Length;
        var text = new StringBuilder().Append(title).Append(sentences).Append(table).Append(Blocks(groups, room)).Append(tail).ToString();
        return text.Length <= options.MaxCharacters ? text : title.Length <= options.MaxCharacters ? title : "";
    }

    /// <summary>One difference, such as between any two files; never longer than <see cref="MarkdownOptions.MaxCharacters"/>.</summary>
    public string Of(OutputDiff diff)
    {
        var verdict = diff is { Kind: DiffKind.Changed, Detail: TableDiff table } ? TableVerdict.Of(table) : diff.Headline;
        var title = $"### {MarkdownText.Code(diff.Path)} {MarkdownText.Text(verdict)}\n";
        var output = new TestedOutput { Diff = diff };
        var text = new[] { options, options.Brief }.Select(how => $"{title}\n{MarkdownDiff.Of(output, how)}\n").FirstOrDefault(text => text.Length <= options.MaxCharacters) ?? title;
        return text.Length <= options.MaxCharacters ? text.TrimEnd('\n') + "\n" : "";
    }

    private string Blocks(IReadOnlyList<TaskGroup> groups, int room)
    {
        var blocks = MarkdownBlocks.Of(groups).ToList();
        var text = new StringBuilder();
        var omitted = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            // Nothing later is cut short by one that is large: each takes at most its share, unless it is small anyway.
            var share = room / Math.Min(Shares, blocks.Count - i);
            var block = room < Reserve ? "" : blocks[i](options);
            if (block.Length > share) block = blocks[i](options.Brief);
            if (block.Length == 0 || block.Length > room)
            {
                omitted++;
                continue;
            }

            text.Append(block);
            room -= block.Length;
        }

        if (omitted > 0) text.Append("\n… and ").Append(Amounts.Count(omitted, "more changed output")).Append('\n');
        return text.ToString();
    }

    private string Tail(TestReport report, IReadOnlyList<TaskGroup> groups)
    {
        var text = new StringBuilder();
        var commands = groups.SelectMany(group => group.Outcomes).Where(outcome => outcome.Status is TestStatus.Changed or TestStatus.New or TestStatus.Orphaned)
            .Select(outcome => outcome.ApproveCommand).Where(command => command.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (commands.Count > 0)
        {
            var shown = commands.Take(options.Rows).Select(command => TextWidth.Clip(VisibleText.Of(command), 200)).ToList();
            if (commands.Count > shown.Count) shown.Add($"# and {Amounts.Count(commands.Count - shown.Count)} more");
            text.Append("\nTo approve what is meant:\n\n").Append(MarkdownText.Block(shown, "sh"));
        }

        var command = report.Command.Length > 0 ? MarkdownText.HtmlCode(report.Command) + " · " : "";
        return text.Append("\n<sub>").Append(command).Append(Amounts.Count(report.Outcomes.Count, "test")).Append(" in ").Append(Amounts.Duration(report.Duration)).Append("</sub>\n").ToString();
    }
}
