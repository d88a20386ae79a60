using Kptn.Testing.Adapters;

namespace Kptn.Testing.Tests.Adapters;

/// <summary>Which rows are sure to run, so that they can be run side by side.</summary>
public sealed class TestProcessSpecs
{
    private static readonly TaskCase A = new() { Test = "Pipeline.Tasks", Task = "a" };
    private static readonly TaskCase B = new() { Test = "Pipeline.Tasks", Task = "b" };
    private static readonly TaskCase Other = new() { Test = "Pipeline.Other", Task = "a" };

    [Fact]
    public void A_process_that_was_sent_rows_runs_those()
    {
        var process = new TestProcess(["tests.dll", "@@", "/tmp/options"]);
        process.Chosen(B);
        process.Chosen(Other);
        Assert.Equal([B], process.Rows("Pipeline.Tasks"));
    }

    [Theory]
    [InlineData]
    [InlineData("-parallel", "none")]
    [InlineData("--server", "dotnettestcli", "--dotnet-test-pipe", "x")]
    public void A_process_that_finds_rows_itself_runs_them_all(params string[] arguments)
    {
        var process = new TestProcess(["tests.dll", .. arguments]);
        process.Found([A, B, Other]);
        Assert.Equal([A, B], process.Rows("Pipeline.Tasks"));
    }

    [Theory]
    [InlineData("--filter-trait", "Tag=fast")]
    [InlineData("-method", "*clean*")]
    [InlineData("-trait-", "Tag=slow")]
    [InlineData("/id", "17")]
    [InlineData("--server", "--client-port", "4711")]
    public void A_process_that_filters_is_sure_of_nothing(params string[] arguments)
    {
        var process = new TestProcess(["tests.dll", .. arguments]);
        process.Found([A, B]);
        Assert.Empty(process.Rows("Pipeline.Tasks"));
    }

    [Fact]
    public void A_row_that_only_tells_of_a_problem_is_no_task_to_run()
    {
        var process = new TestProcess(["tests.dll"]);
        process.Found([new TaskCase { Test = "Pipeline.Tasks", Problem = new CaseProblem("kptn.yaml: 1 error", "…") }]);
        Assert.Empty(process.Rows("Pipeline.Tasks"));
    }
}
