using System.Text;
using Kptn.Testing.Rendering.GitHub;

namespace Kptn.Testing.Tests.Rendering;

public sealed class GitHubSpecs
{
    [Fact]
    public void Annotations_mark_the_task_and_say_what_changed() =>
        Verified.Match(string.Join('\n', new GitHubAnnotations(new() { ProjectFolder = "pipelines/shop" }).Of(Reports.Shop)), "annotations");

    [Fact]
    public void Ten_of_a_level_are_written_as_GitHub_drops_the_others()
    {
        var lines = new GitHubAnnotations(new()).Of(Reports.Large(500)).ToList();
        Assert.Equal(10, lines.Count);
        Assert.All(lines, line => Assert.StartsWith("::error ", line));
    }

    [Fact]
    public void No_data_becomes_a_command_of_its_own()
    {
        var lines = new GitHubAnnotations(new() { Annotations = int.MaxValue }).Of(Hostile.Report).ToList();
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            Assert.Matches("^::(error|warning) [^\n]*$", line);
            Assert.DoesNotContain(line, char.IsControl);
            var properties = line[..line.IndexOf("::", 2, StringComparison.Ordinal)];
            Assert.Matches("^::(error|warning) (file=[^,:]*,)?(line=[0-9]+,)?(col=[0-9]+,)?title=[^,:]+$", properties);
        }
    }

    [Fact]
    public void The_summary_is_added_to_what_the_step_wrote_and_stays_within_its_limit()
    {
        using var folder = new TestFolder();
        folder.Write("summary.md", "before\n");
        GitHubSummary.Append(Reports.Large(3_000), folder["summary.md"]);
        var bytes = File.ReadAllBytes(folder["summary.md"]);
        Assert.StartsWith("before\n### ❌ shop · ", Encoding.UTF8.GetString(bytes));
        Assert.True(bytes.Length < 1 << 20);
    }
}
