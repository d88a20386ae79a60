using System.Text.Json;

namespace Kptn.EndToEnd.Testing;

/// <summary><c>kptn approve</c> as a user has it.</summary>
public sealed class ApproveSpecs
{
    [Fact(Timeout = 120_000)]
    public async Task Red_is_approved_and_then_green()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        Assert.Equal("", project.Red());
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2");

        Assert.Equal("clean:changed", project.Red());
        var approve = project.Kptn("approve", "clean");

        Assert.True(approve.Code == 0, approve.ToString());
        Assert.Contains("clean.csv  3 of 3 rows changed", approve.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("notes.txt", approve.Out, StringComparison.Ordinal);
        Assert.Contains("next: git add snapshots · kptn test regions sums report", approve.Out, StringComparison.Ordinal);
        Assert.Contains("1,north,6", project.Read("snapshots/g/clean/clean.verified.csv"), StringComparison.Ordinal);
        Assert.DoesNotContain(project.Snapshots().Keys, file => file.Contains(".received.", StringComparison.Ordinal));
        Assert.Equal("sums[north]:changed sums[south]:changed", project.Red());
        Assert.Equal(0, project.Kptn("approve", "--all").Code);
        Assert.Equal("", project.Red());
    }

    [Fact(Timeout = 120_000)]
    public async Task One_output_of_several_is_approved_and_the_rest_still_waits()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Red();

        var approve = project.Kptn("approve", "clean", "--output", "clean.csv");
        Assert.True(approve.Code == 0, approve.ToString());
        Assert.Contains("1 output of 1 task approved", approve.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(project["snapshots/g/clean/clean.verified.csv"]));
        Assert.True(File.Exists(project["snapshots/g/clean/notes.received.txt"]));
        Assert.False(File.Exists(project["snapshots/g/clean/notes.verified.txt"]));

        var diff = project.Kptn("diff", "clean", "--stat");
        Assert.Equal(1, diff.Code);
        Assert.DoesNotContain("clean.csv", diff.Out, StringComparison.Ordinal);
        Assert.Contains("notes.txt", diff.Out, StringComparison.Ordinal);

        Assert.Equal(0, project.Kptn("approve", "clean", "--output", "notes*", "--output", "result.json").Code);
        Assert.DoesNotContain("clean", project.Red(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task One_item_of_a_mapped_task_is_approved()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("kptn.yaml", "grep \",$region,\"", "grep -n \",$region,\"");
        Assert.Equal("sums[north]:changed sums[south]:changed", project.Red());

        Assert.Equal(0, project.Kptn("approve", "sums", "--item", "region=north").Code);

        Assert.Equal("sums[south]:changed", project.Red());
        Assert.Contains("none of the chosen tasks maps over region", project.Kptn("approve", "clean", "--item", "region=north").Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Rejected_files_are_gone_until_the_test_finds_them_again()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        var before = project.Snapshots();
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2").Edit("clean.py", "second", "2nd");
        project.Red();

        Assert.Equal(0, project.Kptn("approve", "clean", "--output", "notes.txt", "--reject").Code);
        Assert.False(File.Exists(project["snapshots/g/clean/notes.received.txt"]));
        Assert.True(File.Exists(project["snapshots/g/clean/clean.received.csv"]));
        Assert.Equal(0, project.Kptn("approve", "--all", "--reject").Code);
        Assert.Equal(before, project.Snapshots());
        Assert.Equal(0, project.Kptn("diff").Code);
        Assert.Equal("clean:changed", project.Red());
        Assert.Equal(2, project.Kptn("approve", "--reject").Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_refactoring_leaves_the_test_green_and_its_manifest_is_refreshed()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2 - 1");
        Assert.Equal("", project.Red());
        var diff = project.Kptn("diff");
        Assert.True(diff.Code == 0, diff.ToString());
        Assert.Contains("1 manifest to refresh", diff.Out, StringComparison.Ordinal);
        var manifest = project.Read("snapshots/g/clean/manifest.verified.json");

        var approve = project.Kptn("approve", "--all");

        Assert.Contains("1 manifest refreshed: g/clean", approve.Out, StringComparison.Ordinal);
        Assert.NotEqual(manifest, project.Read("snapshots/g/clean/manifest.verified.json"));
        Assert.Contains("nothing awaits approval", project.Kptn("approve", "--all").Out, StringComparison.Ordinal);
        Assert.Contains("not changed since it was approved", project.Kptn("test", "clean", "--changed").Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_build_server_approves_rejects_and_prunes_nothing()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Red();
        var before = project.Snapshots();
        foreach (var variable in new[] { "CI", "GITHUB_ACTIONS", "TF_BUILD", "JENKINS_URL" })
        {
            project.Environment[variable] = "true";
            foreach (var line in new[] { "--all", "clean", "--prune", "--all --reject", "--interactive", "--all --json", "" })
            {
                var exit = project.Kptn(["approve", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
                Assert.True(exit.Code == 2, exit.ToString());
                Assert.Contains("nothing is ever approved", exit.Error, StringComparison.Ordinal);
            }

            project.Environment[variable] = null;
        }

        Assert.Equal(before, project.Snapshots());
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_terminal_nothing_is_asked_and_the_commands_are_named()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        Assert.Contains("nothing awaits approval", project.Kptn("approve").Out, StringComparison.Ordinal);
        project.Red();

        var exit = project.Kptn("approve");

        Assert.Equal(2, exit.Code);
        Assert.Contains("8 outputs await approval", exit.Error, StringComparison.Ordinal);
        Assert.Contains("kptn approve clean\n", exit.Error, StringComparison.Ordinal);
        Assert.Contains("kptn approve --all\n", exit.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_slip_in_what_is_chosen_approves_nothing()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Red();
        foreach (var line in new[] { "claen", "clean --output claen.csv", "--graph h --all", "--all clean", "--all --item region=north", "clean --prune", "state:stale", "tag:nope", "--all --interactive" })
        {
            var exit = project.Kptn(["approve", .. line.Split(' ')]);
            Assert.True(exit.Code == 2, exit.ToString());
            Assert.NotEmpty(exit.Error);
        }

        Assert.DoesNotContain(project.Snapshots().Keys, file => file.Contains(".verified.", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_unfinished_merge_counts_as_not_approved_and_is_settled_by_approving()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Write("snapshots/g/clean/clean.verified.csv", "id,region,price\n<<<<<<< ours\n1,north,3\n=======\n1,north,9\n>>>>>>> theirs\n2,south,4\n3,north,5\n");
        Assert.Contains("clean:changed", project.Red(), StringComparison.Ordinal);

        var diff = project.Kptn("diff", "clean");
        Assert.Contains("holds markers of an unfinished merge", string.Join(' ', diff.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(0, project.Kptn("approve", "clean").Code);

        Assert.Equal("", project.Red());
        Assert.DoesNotContain("<<<<<<<", project.Read("snapshots/g/clean/clean.verified.csv"), StringComparison.Ordinal);

        project.Write("snapshots/g/report/manifest.verified.json", "{\n<<<<<<< ours\n}\n");
        Assert.Equal("report:changed", project.Red());
        Assert.Equal(0, project.Kptn("approve", "--all").Code);
        Assert.Equal("", project.Red());
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_tool_accepted_one_file_and_the_rest_can_be_approved()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2").Edit("clean.py", "second", "2nd");
        project.Red();
        File.Move(project["snapshots/g/clean/clean.received.csv"], project["snapshots/g/clean/clean.verified.csv"], overwrite: true);

        var diff = project.Kptn("diff", "clean", "--stat");
        Assert.DoesNotContain("clean.csv", diff.Out, StringComparison.Ordinal);
        Assert.Contains("notes.txt", diff.Out, StringComparison.Ordinal);
        Assert.Equal(0, project.Kptn("approve", "clean").Code);

        Assert.Equal("", project.Red("clean"));
        Assert.DoesNotContain(project.Snapshots().Keys, file => file.Contains(".received.", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_that_approve_at_once_leave_what_one_would_have_left()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Red();

        var both = new[] { project.Start("approve", "--all", "--json"), project.Start("approve", "--all", "--json"), project.Start("approve", "--all", "--json") };
        var outputs = new List<string>();
        foreach (var process in both)
        {
            using var json = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            outputs.AddRange(json.RootElement.GetProperty("approved").EnumerateArray().Select(output => $"{output.GetProperty("task")} {(output.TryGetProperty("item", out var item) ? item : "")} {output.GetProperty("output")}"));
            process.Dispose();
        }

        Assert.Equal(8, outputs.Count);
        Assert.Equal(8, outputs.Distinct().Count());
        Assert.Equal("", project.Red());
        Assert.DoesNotContain(project.Snapshots().Keys, file => file.Contains(".received.", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task Content_that_is_too_large_for_git_is_compared_and_approved_from_the_artifacts()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Write("kptn.yaml", "settings: {snapshots: {max_bytes: 40}}\n" + project.Read("kptn.yaml"));
        project.Red();
        Assert.Equal(0, project.Kptn("approve", "--all").Code);
        Assert.False(File.Exists(project["snapshots/g/clean/clean.verified.csv"]));
        Assert.Equal("", project.Red());
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2");
        project.Red();

        var diff = project.Kptn("diff", "clean");
        Assert.Contains("3 of 3 rows changed; column price: 3 cells", diff.Out, StringComparison.Ordinal);
        Assert.Equal(0, project.Kptn("approve", "clean").Code);
        Assert.Equal("", project.Red("clean"));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_received_and_cannot_be_read_is_only_rejected()
    {
        await Task.Yield();
        using var project = TestedProject.Approved();
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2").Red();
        project.Write("snapshots/g/clean/manifest.received.json", "{ broken");

        Assert.Equal(1, project.Kptn("diff").Code);
        var approve = project.Kptn("approve", "--all");
        Assert.Equal(1, approve.Code);
        Assert.Contains("not done: snapshots/g/clean/manifest.received.json:1: ", approve.Error, StringComparison.Ordinal);
        Assert.Contains("1 snapshot still waits", approve.Out, StringComparison.Ordinal);
        Assert.Equal(0, project.Kptn("approve", "clean", "--reject").Code);
        Assert.DoesNotContain(project.Snapshots().Keys, file => file.Contains(".received.", StringComparison.Ordinal));
        Assert.Equal("clean:changed", project.Red());
    }

    [Fact(Timeout = 120_000)]
    public async Task Programs_read_what_was_done()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Red();

        using var json = JsonDocument.Parse(project.Kptn("approve", "sums", "clean", "--json").Out);
        var approved = json.RootElement.GetProperty("approved").EnumerateArray().Select(output => $"{output.GetProperty("task")} {(output.TryGetProperty("item", out var item) ? item : "-")} {output.GetProperty("output")}: {output.GetProperty("headline")}");
        Assert.Equal(["clean - clean.csv: new, 46 bytes", "clean - notes.txt: new, 13 bytes", "clean - result.json: new, 10 bytes", "sums north sum_north.txt: new, 20 bytes", "sums south sum_south.txt: new, 10 bytes"], approved.Order(StringComparer.Ordinal));
        Assert.Equal("sums", json.RootElement.GetProperty("refreshed").EnumerateArray().Single().GetProperty("task").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("waiting").GetInt32());
        var refused = project.Kptn("approve", "--json");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--json asks nobody", refused.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Several_graphs_are_reviewed_together_or_one_alone()
    {
        await Task.Yield();
        using var project = TestedProject.New();
        project.Edit("kptn.yaml", "tasks:\n  fetch:\n    command", "  h: {tasks: {fetch: , clean: fetch}}\ntasks:\n  fetch:\n    command");
        project.Red("--graph", "g");
        project.Red("--graph", "h");

        Assert.Contains("h/clean", project.Kptn("diff", "clean", "--stat").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("g/clean", project.Kptn("diff", "clean", "--stat", "--graph", "h").Out, StringComparison.Ordinal);
        Assert.Contains("kptn approve clean --graph g", project.Kptn("diff", "clean").Out, StringComparison.Ordinal);
        Assert.Equal(0, project.Kptn("approve", "clean", "--graph", "h").Code);
        Assert.True(File.Exists(project["snapshots/h/clean/clean.verified.csv"]));
        Assert.False(File.Exists(project["snapshots/g/clean/clean.verified.csv"]));
        Assert.Equal(0, project.Kptn("approve", "report").Code);
        Assert.Equal(0, project.Kptn("approve", "--all").Code);
        Assert.Equal("", project.Red("--graph", "g"));
        Assert.Equal("", project.Red("--graph", "h"));
    }
}
