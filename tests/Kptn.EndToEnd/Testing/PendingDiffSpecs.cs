using System.Text.Json;

namespace Kptn.EndToEnd.Testing;

/// <summary><c>kptn diff [SELECT]</c> as a user has it.</summary>
public sealed class PendingDiffSpecs
{
    [Fact(Timeout = 120_000)]
    public async Task It_shows_what_was_received_and_its_exit_code_says_whether_there_is_any()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        var none = project.Kptn("diff");
        Assert.True(none.Code == 0, none.ToString());
        Assert.Equal("nothing awaits approval\n", none.Out);
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2");
        project.Red();

        var diff = project.Kptn("diff");
        Assert.Equal(1, diff.Code);
        Assert.Contains("cause: code changed: clean.py:FACTOR (upstream is as approved)", diff.Out, StringComparison.Ordinal);
        Assert.Contains("3  →  6", diff.Out, StringComparison.Ordinal);
        Assert.Contains("received: snapshots/g/clean/clean.received.csv", diff.Out, StringComparison.Ordinal);
        Assert.Contains("approve: kptn approve clean", diff.Out, StringComparison.Ordinal);
        Assert.Equal(0, project.Kptn("diff", "report").Code);
        Assert.Equal(2, project.Kptn("diff", "reprot").Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task It_is_written_as_json_as_markdown_and_as_a_page()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2");
        project.Red();

        var diff = project.Kptn("diff", "--json", "--markdown", "out/diff.md", "--html", "out/diff.html");

        Assert.Equal(1, diff.Code);
        using var json = JsonDocument.Parse(diff.Out);
        var test = json.RootElement.GetProperty("tests").EnumerateArray().Single();
        Assert.Equal("clean", test.GetProperty("task").GetString());
        Assert.Contains("clean.csv", project.Read("out/diff.md"), StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", project.Read("out/diff.html"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("clean.csv", project.Read("out/diff.html"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_ran_on_outputs_that_were_replaced_since_is_said_so()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2").Edit("kptn.yaml", "wc -l <", "wc -c <");
        Assert.Equal("clean:changed report:changed", project.Red());
        Assert.Contains("upstream is as approved", project.Kptn("diff", "report").Out, StringComparison.Ordinal);

        project.Kptn("approve", "clean");

        Assert.Contains("ran on other outputs of clean than are approved now: test it again", project.Kptn("diff", "report").Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_received_file_that_is_gone_is_said_so()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2");
        project.Red();
        project.Delete("snapshots/g/clean/clean.received.csv");

        var diff = project.Kptn("diff");
        Assert.Equal(1, diff.Code);
        Assert.Contains("its received content is gone, so it cannot be approved; run the test again", diff.Out, StringComparison.Ordinal);
        var approve = project.Kptn("approve", "clean");
        Assert.Equal(1, approve.Code);
        Assert.Contains("not done: snapshots/g/clean", approve.Error, StringComparison.Ordinal);
        Assert.Equal("clean:changed", project.Red());
        Assert.Equal(0, project.Kptn("approve", "clean").Code);
    }
}
