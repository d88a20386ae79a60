using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Tests.Snapshots;

/// <summary>Other tools, git and people change files of snapshots.</summary>
public sealed class ForeignHandsSpecs
{
    [Fact]
    public void A_file_that_another_tool_accepted_counts()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n1\n").Approve("a.csv", "b.csv");
        project.Fingerprint = SnapshotProject.Hex("new code");
        var found = project.Output("a.csv", "a\n2\n").Output("b.csv", "b\n2\n").Receive("a.csv", "b.csv");
        File.Move(project["snapshots/g/clean/a.received.csv"], project["snapshots/g/clean/a.verified.csv"], overwrite: true);

        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.True(approved.IsManifestStale);
        Assert.Empty(approved.Problems);
        Assert.Equal(found.Outputs[0].Hash, approved.Outputs[0].Hash);
        Assert.Equal(["b.csv"], project.Pending().Outputs.Select(output => output.Path));
        Assert.True(project.Store.Approve(project.Pending()).IsComplete);
        approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.False(approved.IsManifestStale);
        Assert.Equal(project.Fingerprint, approved.Manifest.Fingerprint);
        Assert.Equal(found.Outputs.Select(output => output.Hash), approved.Outputs.Select(output => output.Hash));
    }

    [Fact]
    public void All_files_that_another_tool_accepted_count()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Receive("a.csv");
        foreach (var name in new[] { "a.{0}.csv", "manifest.{0}.json" }) File.Move(Path.Combine(project.Folder, string.Format(null, name, "received")), Path.Combine(project.Folder, string.Format(null, name, "verified")));
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal((0, false, project.Fingerprint), (approved.Problems.Count, approved.IsManifestStale, approved.Manifest.Fingerprint));
        Assert.Empty(project.Store.Pending());
    }

    [Fact]
    public void A_first_file_that_another_tool_accepted_counts_without_a_manifest()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n").Receive("a.csv", "b.csv");
        File.Move(project["snapshots/g/clean/a.received.csv"], project["snapshots/g/clean/a.verified.csv"]);
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal(["a.csv"], approved.Outputs.Select(output => output.Path));
        Assert.Equal(SnapshotManifest.NoFingerprint, approved.Manifest.Fingerprint);
        Assert.Equal(["b.csv"], project.Pending().Outputs.Select(output => output.Path));
        Assert.True(project.Store.Approve(project.Pending()).IsComplete);
        Assert.Equal(["a.csv", "b.csv"], project.Store.Read(SnapshotProject.Key)!.Outputs.Select(output => output.Path));
    }

    [Fact]
    public void Only_the_manifest_that_another_tool_accepted_leaves_the_files_to_approve()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Approve("a.csv");
        project.Output("a.csv", "a\n2\n").Receive("a.csv");
        File.Move(project["snapshots/g/clean/manifest.received.json"], project["snapshots/g/clean/manifest.verified.json"], overwrite: true);
        var output = Assert.Single(project.Pending().Outputs);
        Assert.Equal((PendingKind.Changed, project["snapshots/g/clean/a.received.csv"], project["snapshots/g/clean/a.verified.csv"]), (output.Kind, output.NewFile, output.OldFile));
        Assert.True(project.Store.Approve(project.Pending()).IsComplete);
        Assert.Equal("a\n2\n", project.Text("snapshots/g/clean/a.verified.csv"));
        Assert.False(project.Store.Read(SnapshotProject.Key)!.IsManifestStale);
        Assert.DoesNotContain("\"received\"", project.Text("snapshots/g/clean/manifest.verified.json"));
    }

    [Fact]
    public void An_edited_file_counts_and_approval_describes_it()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n1\n").Approve("a.csv", "b.csv");
        project.Output("b.csv", "b\n2\n").Receive("a.csv", "b.csv");
        project.Write("snapshots/g/clean/a.verified.csv", "a\n1\n5\n").Write("snapshots/g/clean/b.received.csv", "b\n2\n7\n9\n");
        project.Store.Approve(project.Pending());
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.False(approved.IsManifestStale);
        Assert.Equal([2, 3], approved.Manifest.Outputs.Select(output => output.Description.Rows));
    }

    [Fact]
    public void Line_ends_that_git_changed_are_changed_back()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Approve("a.csv");
        foreach (var name in new[] { "a.verified.csv", "manifest.verified.json" }) File.WriteAllText(Path.Combine(project.Folder, name), File.ReadAllText(Path.Combine(project.Folder, name)).ReplaceLineEndings("\r\n"));
        var output = Assert.Single(project.Store.Read(SnapshotProject.Key)!.Outputs);
        Assert.Equal((SnapshotProject.Hex("a\n1\n"), 4, false), (output.Hash, output.Size, output.IsOtherThanManifest));
        Assert.True(project.Store.TryMaterialise(output, project["copy"]));
        Assert.Equal("a\n1\n", project.Text("copy/a.csv"));
    }

    [Fact]
    public void Line_ends_that_the_task_wrote_stay()
    {
        using var project = new SnapshotProject();
        var output = Assert.Single(project.Output("a.csv", "a\r\n1\n\r\r\n").Approve("a.csv").Outputs);
        Assert.True(project.Store.TryMaterialise(output, project["copy"]));
        Assert.Equal("a\r\n1\n\r\r\n", project.Text("copy/a.csv"));
    }

    [Fact]
    public void A_file_with_markers_of_a_merge_counts_as_missing()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.txt", "<<<<<<< this is\n>>>>>>> what it writes\n").Approve("a.csv", "b.txt");
        project.Write("snapshots/g/clean/a.verified.csv", "a\n<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs\n");
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal(["b.txt"], approved.Outputs.Select(output => output.Path));
        var problem = Assert.Single(approved.Problems);
        Assert.Equal((SnapshotProblemKind.Conflict, project["snapshots/g/clean/a.verified.csv"], 2), (problem.Kind, problem.File, problem.Line));

        project.Receive("a.csv", "b.txt");
        Assert.True(project.Store.Approve(project.Pending()).IsComplete);
        Assert.Empty(project.Store.Read(SnapshotProject.Key)!.Problems);
    }

    [Theory]
    [InlineData("{\n<<<<<<< ours\n  \"format\": 1\n=======\n>>>>>>> theirs\n}", SnapshotProblemKind.Conflict, 2)]
    [InlineData("", SnapshotProblemKind.Unreadable, 1)]
    [InlineData("{\n  \"format\": \"kptn-snapshot/1\",\n", SnapshotProblemKind.Unreadable, 3)]
    [InlineData("{\"format\": \"kptn-snapshot/9\", \"fingerprint\": \"\"}", SnapshotProblemKind.Unreadable, null)]
    [InlineData("[1]", SnapshotProblemKind.Unreadable, 1)]
    [InlineData("null", SnapshotProblemKind.Unreadable, null)]
    public void A_manifest_that_cannot_be_read_counts_as_missing(string text, SnapshotProblemKind kind, int? line)
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Approve("a.csv");
        project.Write("snapshots/g/clean/manifest.verified.json", text);
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Empty(approved.Outputs);
        var problem = Assert.Single(approved.Problems);
        Assert.Equal((kind, line), (problem.Kind, problem.Line));

        project.Receive("a.csv");
        Assert.True(project.Store.Approve(project.Pending()).IsComplete);
        Assert.Empty(project.Store.Read(SnapshotProject.Key)!.Problems);
    }

    [Theory]
    [InlineData("a.csv", "../../../secret.verified.csv")]
    [InlineData("a.csv", "/etc/x.verified.csv")]
    [InlineData("a.csv", "secret.csv")]
    [InlineData("a.csv", "manifest.verified.json")]
    [InlineData("a.csv", "c:x.verified.csv")]
    [InlineData("../a.csv", "a.verified.csv")]
    [InlineData("/a.csv", "a.verified.csv")]
    public void A_manifest_that_names_files_elsewhere_is_not_believed(string path, string file)
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Approve("a.csv");
        var manifest = project.Text("snapshots/g/clean/manifest.verified.json").Replace("\"a.csv\"", $"\"{path}\"").Replace("\"a.verified.csv\"", $"\"{file}\"");
        project.Write("snapshots/g/clean/manifest.verified.json", manifest);
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Empty(approved.Outputs);
        Assert.Equal(SnapshotProblemKind.Unreadable, Assert.Single(approved.Problems).Kind);
    }

    [Fact]
    public void A_missing_file_is_told_and_counts_as_not_approved()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n").Approve("a.csv", "b.csv");
        File.Delete(project["snapshots/g/clean/a.verified.csv"]);
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal(["b.csv"], approved.Outputs.Select(output => output.Path));
        Assert.Equal(SnapshotProblemKind.Missing, Assert.Single(approved.Problems).Kind);
    }

    [Theory]
    [InlineData("snapshots")]
    [InlineData("snapshots/g")]
    [InlineData("snapshots/g/clean")]
    [InlineData("snapshots/g/clean/deep")]
    [InlineData("snapshots/g/clean/deep/a.verified.csv")]
    public void Nothing_is_read_or_written_through_a_link(string link)
    {
        using var project = new SnapshotProject();
        using var elsewhere = new TestFolder();
        project.Output("deep/a.csv", "a\n1\n").Approve("deep/a.csv");
        Directory.Move(project[link], elsewhere["there"]);
        Directory.CreateSymbolicLink(project[link], elsewhere["there"]);
        var before = Directory.EnumerateFileSystemEntries(elsewhere.Root, "*", SearchOption.AllDirectories).Order().ToList();

        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Empty(approved.Outputs);
        Assert.Equal((SnapshotProblemKind.Link, project[link]), (approved.Problems[0].Kind, link.EndsWith("csv", StringComparison.Ordinal) || link.EndsWith("deep", StringComparison.Ordinal) ? project[link] : approved.Problems[0].File));
        project.Output("deep/a.csv", "a\n2\n");
        var error = Record.Exception(() =>
        {
            project.Receive("deep/a.csv");
            project.Store.Approve(project.Pending());
        });
        Assert.Contains(project[link], Assert.IsAssignableFrom<IOException>(error).Message);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(elsewhere.Root, "*", SearchOption.AllDirectories).Order());
        Assert.Equal("a\n1\n", File.ReadAllText(Directory.Exists(elsewhere["there"]) ? Directory.EnumerateFiles(elsewhere["there"], "a.verified.csv", SearchOption.AllDirectories).Single() : elsewhere["there"]));
    }

    [Fact]
    public void A_copy_is_nobody_elses()
    {
        using var project = new SnapshotProject();
        var output = Assert.Single(project.Output("a.csv", "a\n1\n").Approve("a.csv").Outputs);
        project.Store.TryMaterialise(output, project["copy"]);
        File.WriteAllText(project["copy/a.csv"], "changed");
        Assert.Equal("a\n1\n", project.Text("snapshots/g/clean/a.verified.csv"));
        Assert.True(project.Store.TryMaterialise(output, project["copy"]));
        Assert.Equal("a\n1\n", project.Text("copy/a.csv"));
    }

    [Fact]
    public void Received_content_that_is_gone_cannot_be_approved()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n").Approve("a.csv", "b.csv");
        project.Output("a.csv", "a\n2\n").Output("b.csv", "c\n").Receive("a.csv", "b.csv");
        File.Delete(project["snapshots/g/clean/a.received.csv"]);
        var pending = project.Pending();
        Assert.Equal([false, true], pending.Outputs.Select(output => output.CanApprove));
        Assert.Single(pending.Problems);
        var result = project.Store.Approve(pending);
        Assert.Equal(["b.csv"], result.Approved);
        Assert.Equal((false, 1), (result.IsComplete, result.Problems.Count));
        Assert.Equal("a\n1\n", project.Text("snapshots/g/clean/a.verified.csv"));
        Assert.Empty(project.Store.Read(SnapshotProject.Key)!.Problems);
    }

    [Fact]
    public void What_a_pull_brought_is_not_undone_by_what_was_received_before()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n1\n").Approve("a.csv", "b.csv");
        project.Output("a.csv", "a\n2\n").Receive("a.csv", "b.csv");
        using var colleague = new SnapshotProject();
        colleague.Output("a.csv", "a\n1\n").Output("b.csv", "b\nnew\n").Output("c.csv", "c\n").Approve("a.csv", "b.csv", "c.csv");
        foreach (var (name, content) in colleague.Files()) project.Write($"snapshots/{name}", content);

        Assert.Equal(["a.csv"], project.Pending().Outputs.Select(output => output.Path));
        project.Store.Approve(project.Pending());
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal([SnapshotProject.Hex("a\n2\n"), SnapshotProject.Hex("b\nnew\n"), SnapshotProject.Hex("c\n")], approved.Outputs.OrderBy(output => output.Path).Select(output => output.Hash));
        Assert.Empty(approved.Problems);
    }

    [Fact]
    public void A_green_test_on_files_that_were_edited_or_are_gone_leads_to_a_manifest_that_fits()
    {
        using var project = new SnapshotProject();
        var manifest = project.Output("a.csv", "a\n1\n").Output("gone.csv", "g\n").Approve("a.csv", "gone.csv").Manifest;
        project.Write("snapshots/g/clean/a.verified.csv", "a\n1\n2\n");
        File.Delete(project["snapshots/g/clean/gone.verified.csv"]);
        project.Store.NoteMoved(SnapshotProject.Key, manifest with { Fingerprint = SnapshotProject.Hex("new code") });
        Assert.True(project.Store.Approve(project.Pending()).IsComplete);
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Empty(approved.Problems);
        Assert.False(approved.IsManifestStale);
        Assert.Equal(2, Assert.Single(approved.Manifest.Outputs).Description.Rows);
    }

    [Fact]
    public void An_output_that_nobody_asked_for_is_left_out()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n").Output("b.csv", "b\n");
        project.Store.Receive(SnapshotProject.Key, project.Manifest(["a.csv", "b.csv"]), [new("b.csv", Path.Combine(project.Scratch, "b.csv"))]);
        Assert.Equal(["b.csv"], project.Pending().Manifest.Outputs.Select(output => output.Path));
        Assert.Throws<ArgumentException>(() => project.Store.Receive(SnapshotProject.Key, project.Manifest(["a.csv"]), [new("b.csv", Path.Combine(project.Scratch, "b.csv"))]));
    }
}
