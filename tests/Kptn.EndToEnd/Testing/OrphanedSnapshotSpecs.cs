namespace Kptn.EndToEnd.Testing;

/// <summary>Snapshots of what is gone, as a user has them.</summary>
public sealed class OrphanedSnapshotSpecs
{
    [Fact(Timeout = 120_000)]
    public async Task A_task_that_left_kptn_yaml_is_reported_without_failing_and_pruned()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("kptn.yaml", "      report: clean\n", "").Sh("sed -i '/^  report:/,$d' kptn.yaml");

        var test = project.Kptn("test");
        Assert.True(test.Code == 0, test.ToString());
        Assert.Contains("orphaned g/report", test.Out, StringComparison.Ordinal);
        Assert.Contains("kptn approve --prune", test.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("orphaned", project.Kptn("test", "clean").Out, StringComparison.Ordinal);

        var prune = project.Kptn("approve", "--prune");
        Assert.True(prune.Code == 0, prune.ToString());
        Assert.Contains("orphaned  g/report  2 files  graph 'g' has no task 'report' any more", prune.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(project["snapshots/g/report"]));
        Assert.Contains("there are no orphans", project.Kptn("approve", "--prune").Out, StringComparison.Ordinal);
        Assert.Equal("", project.Red());
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_received_of_a_task_that_is_gone_is_not_approved()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Red();
        project.Edit("kptn.yaml", "      report: clean\n", "").Sh("sed -i '/^  report:/,$d' kptn.yaml");

        var approve = project.Kptn("approve", "--all");

        Assert.Contains("received of what is gone: g/report; kptn approve --prune removes it", approve.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(project["snapshots/g/report/report.verified.txt"]));
        Assert.Equal(0, project.Kptn("approve", "--prune").Code);
        Assert.False(Directory.Exists(project["snapshots/g/report"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_item_that_left_its_list_is_an_orphan_once_the_list_is_approved()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("regions.py", "[\"north\", \"south\"]", "[\"north\"]");
        Assert.Equal("regions:changed", project.Red());

        project.Kptn("approve", "--all");
        Assert.Equal("sums[south]:orphaned", project.Red());

        Assert.Equal(0, project.Kptn("approve", "--prune").Code);
        Assert.False(Directory.Exists(project["snapshots/g/sums/south"]));
        Assert.True(Directory.Exists(project["snapshots/g/sums/north"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task Items_of_a_list_that_nobody_knows_are_left_alone()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Delete("snapshots/g/regions");

        var prune = project.Kptn("approve", "--prune");

        Assert.Contains("there are no orphans", prune.Out, StringComparison.Ordinal);
        Assert.True(Directory.Exists(project["snapshots/g/sums/south"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_graph_that_is_gone_is_listed_once_and_other_graphs_are_left_alone()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Edit("kptn.yaml", "tasks:\n  fetch:\n    command", "  h: {tasks: {fetch: }}\n  i: {tasks: {fetch: }}\ntasks:\n  fetch:\n    command").Red();
        project.Kptn("approve", "--all");
        project.Edit("kptn.yaml", "  i: {tasks: {fetch: }}\n", "");

        Assert.Equal("fetch:orphaned", project.Red());
        var prune = project.Kptn("approve", "--prune", "--graph", "h");
        Assert.Contains("there is no graph 'i' any more", prune.Out, StringComparison.Ordinal);
        Assert.Equal("", project.Red());
    }

    [Fact(Timeout = 120_000)]
    public async Task Only_files_of_snapshots_are_removed()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Write("snapshots/README.md", "ours").Write("snapshots/old/task/notes.md", "ours").Write("snapshots/old/task/a.verified.csv", "1\n").Write("snapshots/g/clean/stray.verified.csv", "1\n");

        var prune = project.Kptn("approve", "--prune");

        Assert.True(prune.Code == 0, prune.ToString());
        Assert.Contains("old/task/a.verified.csv", prune.Out, StringComparison.Ordinal);
        Assert.Contains("g/clean/stray.verified.csv", prune.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(project["snapshots/README.md"]));
        Assert.True(File.Exists(project["snapshots/old/task/notes.md"]));
        Assert.False(File.Exists(project["snapshots/old/task/a.verified.csv"]));
        Assert.Equal("", project.Red());
    }
}
