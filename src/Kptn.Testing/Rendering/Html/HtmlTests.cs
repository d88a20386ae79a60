using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>Each test as a section of the page.</summary>
internal sealed class HtmlTests(Markup page, HtmlOutputs outputs)
{
    private int _number;

    public void Write(IReadOnlyList<TaskGroup> groups)
    {
        foreach (var group in groups)
        {
            foreach (var outcome in group.Outcomes) Write(outcome, group);
        }
    }

    private void Write(TestOutcome outcome, TaskGroup group)
    {
        var status = StatusWords.Of(outcome.Status);
        page.Open("section", ("class", "test is-" + status), ("id", $"t{++_number}"), ("data-find", Findable(outcome)), ("tabindex", "-1"));
        page.Open("div", ("class", "head")).Open("h2").Literal("<i class=\"dot\"></i>").Text(outcome.Task);
        if (outcome.Item is { } item) page.Element("span", "item", item);
        page.Close("h2").Element("span", "badge", status).Open("span", ("class", "meta")).Text(outcome.Graph);
        if (outcome.Duration > TimeSpan.Zero) page.Text($" · {Amounts.Duration(outcome.Duration)}");
        if (group.HasItems && ReferenceEquals(outcome, group.Outcomes[0])) page.Text($" · {group.Items()}");
        page.Close("span").Close("div");
        Facts(outcome);
        if (outcome.Failure is { } failure) Failure(failure);
        foreach (var output in ReportOrder.Outputs(outcome)) outputs.Write(output);
        Same(outcome);
        page.Close("section");
    }

    private void Facts(TestOutcome outcome)
    {
        if (outcome.Causes.Count > 0)
        {
            page.Open("p", ("class", "fact")).Element("b", "cause").Text(" " + CauseWords.List(outcome));
            if (outcome.IsUpstreamApproved == true) page.Element("span", "meta", " · upstream is as approved");
            page.Close("p");
        }

        if (outcome.Reason.Length > 0) page.Open("p", ("class", "fact")).Element("b", "why").Text(" " + outcome.Reason).Close("p");
        if (outcome.Place is { } place) page.Open("p", ("class", "fact")).Element("b", "where").Text(" ").Element("code", PlaceWords.Of(place)).Close("p");
        if (outcome.Undeclared.Count > 0)
        {
            page.Open("p", ("class", "fact warning")).Element("b", "wrote beside its outputs").Text(" ");
            foreach (var file in outcome.Undeclared.Take(20)) page.Element("code", file).Text(" ");
            if (outcome.Undeclared.Count > 20) page.Text($"… {Amounts.Count(outcome.Undeclared.Count - 20)} more");
            page.Close("p");
        }

        if (outcome is { ApproveCommand.Length: > 0, Status: not (TestStatus.Same or TestStatus.Skipped) })
        {
            page.Open("p", ("class", "fact")).Element("b", "approve").Text(" ").Element("code", "command", outcome.ApproveCommand);
            page.Literal(" <button type=\"button\" class=\"copy\" hidden>copy</button>").Close("p");
        }
    }

    private void Failure(TestFailure failure)
    {
        page.Open("div", ("class", "failure"));
        page.Open("pre", ("class", "error")).Text(failure.Error.Split('\n')[0]);
        foreach (var line in failure.Error.Split('\n').Skip(1)) page.Literal("\n").Text(line.TrimEnd('\r'));
        page.Close("pre");
        if (failure.LogTail.Count > 0)
        {
            page.Open("pre", ("class", "log"));
            foreach (var line in failure.LogTail) page.Text(line.TrimEnd('\r', '\n').Replace("\t", "    ", StringComparison.Ordinal)).Literal("\n");
            page.Close("pre");
        }

        if (failure.LogFile.Length > 0) page.Open("p", ("class", "meta")).Text("The whole log: ").Element("code", failure.LogFile).Close("p");
        page.Close("div");
    }

    private void Same(TestOutcome outcome)
    {
        var same = outcome.Outputs.Where(output => output.Diff is { Kind: DiffKind.Same, Notes.Count: 0 }).ToList();
        if (same.Count == 0) return;
        page.Open("p", ("class", "fact same")).Element("b", "same").Text(" ");
        foreach (var output in same.Take(50)) page.Element("code", output.Diff.Path).Text(" ");
        if (same.Count > 50) page.Text($"… {Amounts.Count(same.Count - 50)} more");
        page.Close("p");
    }

    private static string Findable(TestOutcome outcome)
    {
        var words = new List<string> { outcome.Name, StatusWords.Of(outcome.Status), outcome.Reason };
        words.AddRange(outcome.Causes);
        foreach (var diff in outcome.Outputs.Select(output => output.Diff))
        {
            words.Add(diff.Path);
            if (diff.Detail is TableDiff table) words.AddRange(table.Columns.Where(column => column.ChangedCells > 0 || column.Change != ColumnChange.None).Select(column => column.Name));
        }

        return string.Join(' ', words).ToLowerInvariant();
    }
}
