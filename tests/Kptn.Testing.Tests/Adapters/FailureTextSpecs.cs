using Kptn.Testing.Adapters;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Tests.Adapters;

/// <summary>Messages of tests that are red.</summary>
public sealed class FailureTextSpecs
{
    [Fact]
    public void Thousands_of_changes_make_a_message_that_can_still_be_read()
    {
        using var folder = new TestFolder();
        var outcomes = Enumerable.Range(0, 5_000).Select(i => Changed($"{i:0000}", i)).ToList();
        for (var i = 0; i < 400; i++) folder.Write($"{i:0000}/out.received.csv", "a\n").Write($"{i:0000}/out.verified.csv", "b\n");
        var message = FailureText.Of(outcomes, SnapshotFiles.Of(folder.Root, outcomes, folder.Root));
        Assert.InRange(message.Length, 1_000, 40_000);
        Assert.StartsWith("5,000 items: 5,000 changed", message, StringComparison.Ordinal);
        Assert.Equal(100, VerifyMessage.Parse(message).NotEqual.Count);
    }

    [Fact]
    public void One_item_of_many_comes_first()
    {
        using var folder = new TestFolder();
        TestOutcome[] outcomes = [.. Enumerable.Range(0, 49).Select(i => Changed($"{i}", 0) with { Status = TestStatus.Same, Outputs = [] }), Changed("NC", 3)];
        var message = FailureText.Of(outcomes, SnapshotFiles.Of(folder.Root, outcomes, folder.Root));
        Assert.StartsWith("out.csv: 3 rows changed", message, StringComparison.Ordinal);
        Assert.Contains("g/summary[NC]", message, StringComparison.Ordinal);
        Assert.Equal("   at g/summary[NC] in /shop/R/summary.R:line 1", FailureText.Frame([.. outcomes.Select(outcome => outcome with { Place = new("R/summary.R", 1) })], "/shop"));
    }

    private static TestOutcome Changed(string item, int rows) => new()
    {
        Graph = "g",
        Task = "summary",
        Item = item,
        Status = TestStatus.Changed,
        Outputs = [new TestedOutput { Diff = new OutputDiff { Path = "out.csv", Kind = DiffKind.Changed, Headline = $"{rows} rows changed" } }],
    };
}
