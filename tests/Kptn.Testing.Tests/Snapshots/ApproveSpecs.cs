using System.Text;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Tests.Snapshots;

public sealed class ApproveSpecs
{
    private static readonly HashSet<string> OnlyA = ["a.csv"];

    [Fact]
    public void Nothing_is_approved_at_first()
    {
        using var project = new SnapshotProject();
        Assert.Null(project.Store.Read(SnapshotProject.Key));
        Assert.Empty(project.Store.Pending());
        Assert.False(Directory.Exists(project.Settings.Folder));
    }

    [Fact]
    public void What_was_received_lies_beside_what_is_approved_and_approval_moves_it()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "id\n1\n").Output("deep/b.json", "{}").Output("README", "hello");
        project.Receive("a.csv", "deep/b.json", "README");
        Assert.Equal(["g/clean/README.received", "g/clean/a.received.csv", "g/clean/deep/b.received.json", "g/clean/manifest.received.json"], project.Files().Keys);

        var pending = project.Pending();
        Assert.Equal(["README", "a.csv", "deep/b.json"], pending.Outputs.Select(output => output.Path).Order(StringComparer.Ordinal));
        Assert.All(pending.Outputs, output => Assert.Equal((PendingKind.Added, true), (output.Kind, output.CanApprove)));
        var result = project.Store.Approve(pending);

        Assert.True(result.IsComplete);
        Assert.Equal(["g/clean/README.verified", "g/clean/a.verified.csv", "g/clean/deep/b.verified.json", "g/clean/manifest.verified.json"], project.Files().Keys);
        Assert.Equal("id\n1\n", project.Text("snapshots/g/clean/a.verified.csv"));
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Empty(approved.Problems);
        Assert.Equal(project.Fingerprint, approved.Manifest.Fingerprint);
        Assert.All(approved.Outputs, output => Assert.Equal((true, false), (output.IsContentKnown, output.IsOtherThanManifest)));
    }

    [Fact]
    public void The_manifest_is_readable_in_a_diff()
    {
        using var project = new SnapshotProject();
        project.Output("orders.csv", "id,price,note\n1,2.5,a\n2,3.5,\n").Output("model.json", """{"b": [1, 2, "é"]}""").Output("large.csv", "n\n" + string.Join('\n', Enumerable.Range(0, 500)) + "\n")
            .Output("parts/x.txt", "x").Output("parts/y.txt", "y").Output("result.of.task", "[1]");
        project.Receive(new SnapshotKey("g", "clean", "\"NC\""), ["orders.csv", "model.json", "large.csv", "parts"], hasResult: true);
        project.Store.Approve(project.Pending());
        Verified.Match(project.Text("snapshots/g/clean/NC/manifest.verified.json"), "manifest");
    }

    [Fact]
    public void A_manifest_is_read_as_it_was_written()
    {
        using var project = new SnapshotProject();
        project.Output("orders.csv", "id,price,note\n1,NaN,a\n2,3.5,\"q\"\"\\<<\"\n").Output("d/x", "1");
        var manifest = project.Manifest(["orders.csv", "d"]) with { Key = SnapshotProject.Key, Upstream = [new("raw.csv", SnapshotProject.Hex("raw"))] };
        var text = ManifestJson.Write(manifest);
        var read = ManifestJson.Read(Encoding.UTF8.GetBytes(text), "m.json");
        Assert.Null(read.Problem);
        Assert.Equal(text, ManifestJson.Write(read.Manifest!));
        Assert.Equal(manifest.Outputs[0].Description.Columns, read.Manifest!.Outputs.Single(output => output.Path == "orders.csv").Description.Columns);
    }

    [Fact]
    public void A_large_output_is_approved_by_its_description_and_kept_among_the_artifacts()
    {
        using var project = new SnapshotProject(maxBytes: 10);
        project.Output("a.csv", "id\n" + new string('1', 50) + "\n").Output("parts/1.txt", "123456").Output("parts/2.txt", "123456");
        var approved = project.Approve("a.csv", "parts/");
        Assert.Equal(["g/clean/manifest.verified.json"], project.Files().Keys);
        Assert.All(approved.Outputs, output => Assert.True(output.IsContentKnown));
        Assert.All(approved.Outputs, output => Assert.True(project.Store.TryMaterialise(output, project["copy"])));
        Assert.Equal(File.ReadAllText(Path.Combine(project.Scratch, "a.csv")), project.Text("copy/a.csv"));
        Assert.Equal("123456", project.Text("copy/parts/2.txt"));
        Assert.Contains("\"sample\"", project.Text("snapshots/g/clean/manifest.verified.json"));

        Directory.Delete(project[".kptn/artifacts"], recursive: true);
        approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.All(approved.Outputs, output => Assert.False(output.IsContentKnown));
        Assert.False(project.Store.TryMaterialise(approved.Outputs[0], project["copy"]));
    }

    [Fact]
    public void Folders_and_globs_are_kept_file_by_file()
    {
        using var project = new SnapshotProject();
        project.Output("parts/1.csv", "a\n1\n").Output("parts/deep/2.csv", "a\n2\n").Output("logs/x.log", "x").Output("logs/y.txt", "y");
        project.Approve("parts/", "logs/*.log");
        Assert.Equal(["g/clean/logs/x.verified.log", "g/clean/manifest.verified.json", "g/clean/parts/1.verified.csv", "g/clean/parts/deep/2.verified.csv"], project.Files().Keys);

        project.Output("parts/1.csv", "a\n9\n").Output("parts/3.csv", "a\n3\n");
        File.Delete(Path.Combine(project.Scratch, "parts/deep/2.csv"));
        project.Receive("parts/", "logs/*.log");
        Assert.Equal(["g/clean/parts/1.received.csv", "g/clean/parts/3.received.csv"], project.Files().Keys.Where(name => name.Contains("received") && !name.Contains("manifest")));
        project.Store.Approve(project.Pending());
        Assert.Equal(["g/clean/logs/x.verified.log", "g/clean/manifest.verified.json", "g/clean/parts/1.verified.csv", "g/clean/parts/3.verified.csv"], project.Files().Keys);
        var parts = project.Store.Read(SnapshotProject.Key)!.Outputs.Single(output => output.Path == "parts/");
        Assert.Equal(["parts/1.csv", "parts/3.csv"], parts.Files.Select(file => file.Path));
        Assert.True(project.Store.TryMaterialise(parts, project["copy"]));
        Assert.Equal("a\n9\n", project.Text("copy/parts/1.csv"));
    }

    [Fact]
    public void The_hash_of_a_folder_is_the_one_that_the_engine_has_of_it()
    {
        using var project = new SnapshotProject();
        project.Output("parts/1.csv", "a\n1\n").Output("parts/deep/2.csv", "a\n2\n");
        var files = new Engine.Fingerprints.FileIndex(project.Root, project["index"], TimeProvider.System);
        var outputs = new Engine.Fingerprints.OutputReader(project.Scratch, files, TimeProvider.System);
        var approved = project.Approve("parts/", "parts/*.csv");
        Assert.Equal(["parts/", "parts/*.csv"], approved.Outputs.Select(output => output.Path));
        Assert.All(approved.Outputs, output => Assert.Equal(outputs.ReadFresh(output.Path)!.Hash.ToString(), output.Hash));
    }

    [Fact]
    public void The_result_is_approved_as_an_output_is()
    {
        using var project = new SnapshotProject();
        project.Output("result.of.task", "[1,2]").Output("result.json", "{}");
        project.Receive(SnapshotProject.Key, ["result.json"], hasResult: true);
        Assert.Equal([ReceivedOutput.ResultPath, "result.json"], project.Pending().Outputs.Select(output => output.Path).Order(StringComparer.Ordinal));
        project.Store.Approve(project.Pending());
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal("[1,2]", project.Text("snapshots/g/clean/result.verified.json"));
        Assert.Equal("[1,2]"u8.ToArray(), project.Store.ResultBytes(approved.Result!));
        Assert.NotEqual(approved.Result!.File, approved.Outputs[0].File);

        project.Receive(SnapshotProject.Key, ["result.json"]);
        Assert.Equal((ReceivedOutput.ResultPath, PendingKind.Removed), (project.Pending().Outputs[0].Path, project.Pending().Outputs[0].Kind));
        project.Store.Approve(project.Pending());
        Assert.Null(project.Store.Read(SnapshotProject.Key)!.Result);
        Assert.False(project.Has("snapshots/g/clean/result.verified.json"));
    }

    [Fact]
    public void One_output_can_be_approved_and_the_rest_still_waits()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n1\n").Output("gone.csv", "g\n");
        var before = project.Approve("a.csv", "b.csv", "gone.csv");
        project.Fingerprint = SnapshotProject.Hex("new code");
        project.Output("a.csv", "a\n2\n").Output("b.csv", "b\n2\n").Receive("a.csv", "b.csv");
        Assert.Equal([("a.csv", PendingKind.Changed), ("b.csv", PendingKind.Changed), ("gone.csv", PendingKind.Removed)], project.Pending().Outputs.Select(output => (output.Path, output.Kind)));

        var result = project.Store.Approve(project.Pending(), OnlyA);
        Assert.False(result.IsComplete);
        Assert.Equal(["a.csv"], result.Approved);
        var partly = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal(before.Manifest.Fingerprint, partly.Manifest.Fingerprint);
        Assert.False(partly.IsManifestStale);
        Assert.Equal("a\n2\n", project.Text("snapshots/g/clean/a.verified.csv"));
        Assert.Equal("b\n1\n", project.Text("snapshots/g/clean/b.verified.csv"));
        Assert.Equal(["b.csv", "gone.csv"], project.Pending().Outputs.Select(output => output.Path));

        Assert.True(project.Store.Approve(project.Pending()).IsComplete);
        var whole = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal(project.Fingerprint, whole.Manifest.Fingerprint);
        Assert.Equal(["a.csv", "b.csv"], whole.Outputs.Select(output => output.Path));
        Assert.Equal(["g/clean/a.verified.csv", "g/clean/b.verified.csv", "g/clean/manifest.verified.json"], project.Files().Keys);
    }

    [Fact]
    public void What_is_rejected_is_gone_and_the_code_does_not_count_as_approved()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n1\n");
        var before = project.Approve("a.csv", "b.csv");
        project.Fingerprint = SnapshotProject.Hex("new code");
        project.Output("a.csv", "a\n2\n").Output("b.csv", "b\n2\n").Output("c.csv", "c\n").Receive("a.csv", "b.csv", "c.csv");
        project.Store.Reject(project.Pending(), new HashSet<string> { "b.csv", "c.csv" });
        Assert.Equal(["a.csv"], project.Pending().Outputs.Select(output => output.Path));
        Assert.False(project.Has("snapshots/g/clean/b.received.csv"));
        Assert.True(project.Store.Approve(project.Pending()).IsComplete);

        var after = project.Store.Read(SnapshotProject.Key)!;
        Assert.Equal(before.Manifest.Fingerprint, after.Manifest.Fingerprint);
        Assert.Equal(["a.csv", "b.csv"], after.Outputs.Select(output => output.Path));
        Assert.Equal("b\n1\n", project.Text("snapshots/g/clean/b.verified.csv"));
        Assert.DoesNotContain(project.Files().Keys, name => name.Contains("received"));

        project.Receive("a.csv", "b.csv");
        project.Store.Reject(project.Pending());
        Assert.Empty(project.Store.Pending());
        Assert.DoesNotContain(project.Files().Keys, name => name.Contains("received"));
    }

    [Fact]
    public void Nobody_approves_what_they_did_not_see()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("b.csv", "b\n1\n").Receive("a.csv", "b.csv");
        var shown = project.Pending();
        project.Output("a.csv", "a\n2\n").Output("c.csv", "c\n").Receive("a.csv", "b.csv", "c.csv");
        var result = project.Store.Approve(shown);
        Assert.False(result.IsComplete);
        Assert.Equal(["b.csv"], result.Approved);
        Assert.Equal([SnapshotProblemKind.Changed, SnapshotProblemKind.Changed], result.Problems.Select(problem => problem.Kind));
        Assert.Equal(["a.csv", "c.csv"], project.Pending().Outputs.Select(output => output.Path));
        Assert.Equal(["b.csv"], project.Store.Read(SnapshotProject.Key)!.Outputs.Select(output => output.Path));
    }

    [Fact]
    public void Nothing_is_approved_on_a_build_server()
    {
        using var project = new SnapshotProject(server: "GitHub Actions");
        project.Output("a.csv", "a\n").Receive("a.csv");
        var result = project.Store.Approve(project.Pending());
        Assert.Contains("GitHub Actions", result.Refusal);
        Assert.False(result.IsComplete);
        Assert.DoesNotContain(project.Files().Keys, name => name.Contains("verified"));
    }

    [Theory]
    [InlineData("CI", "true", true)]
    [InlineData("CI", "1", true)]
    [InlineData("CI", "false", false)]
    [InlineData("CI", "", false)]
    [InlineData("TF_BUILD", "True", true)]
    [InlineData("JENKINS_URL", "http://x", true)]
    [InlineData("EDITOR", "vi", false)]
    public void Build_servers_are_known_by_their_environment(string variable, string value, bool isServer) =>
        Assert.Equal(isServer, BuildServer.Find(name => name == variable ? value : null) is not null);

    [Fact]
    public void A_green_test_leaves_nothing_received()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Output("deep/b.csv", "b\n").Approve("a.csv", "deep/b.csv");
        project.Output("a.csv", "a\n2\n").Output("deep/b.csv", "c\n").Receive("a.csv", "deep/b.csv");
        project.Store.ClearReceived(SnapshotProject.Key);
        Assert.DoesNotContain(project.Files().Keys, name => name.Contains("received"));
        Assert.Empty(project.Store.Pending());
    }

    [Fact]
    public void Received_files_of_an_earlier_test_go()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n").Output("deep/b.csv", "b\n").Receive("a.csv", "deep/b.csv");
        project.Write("snapshots/g/clean/stray.received.csv", "x").Write("snapshots/g/clean/NC/theirs.received.csv", "x").Write("snapshots/g/clean/notes.txt", "mine");
        project.Receive("a.csv");
        Assert.Equal(["g/clean/NC/theirs.received.csv", "g/clean/a.received.csv", "g/clean/manifest.received.json", "g/clean/notes.txt"], project.Files().Keys);
    }

    [Fact]
    public void Git_is_told_to_leave_bytes_alone_and_to_ignore_what_was_received()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n").Receive("a.csv");
        Assert.Contains("*.received.*\n*.received\n", project.Text("snapshots/.gitignore"));
        Assert.False(project.Has("snapshots/.gitattributes"));
        project.Write("snapshots/.gitattributes", "*.png binary");
        project.Store.Approve(project.Pending());
        Assert.StartsWith("*.png binary\n*.verified.* -text\n*.verified -text\n", project.Text("snapshots/.gitattributes"));
        Assert.Equal("*\n", project.Text(".kptn/.gitignore"));
    }

    [Fact]
    public void A_test_that_is_green_on_other_code_can_be_approved_too()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Approve("a.csv");
        var before = project.Files();
        project.Fingerprint = SnapshotProject.Hex("new code");
        project.Store.NoteMoved(SnapshotProject.Key, project.Manifest(["a.csv"]));
        Assert.Equal(before, project.Files());

        var pending = project.Pending();
        Assert.True(pending.IsMoved);
        Assert.Empty(pending.Outputs);
        Assert.Equal(SnapshotProject.Key, pending.Key);
        Assert.True(project.Store.Approve(pending).IsComplete);
        Assert.Equal(project.Fingerprint, project.Store.Read(SnapshotProject.Key)!.Manifest.Fingerprint);
        Assert.Empty(project.Store.Pending());
        Assert.Equal(before.Keys, project.Files().Keys);
    }

    [Fact]
    public void A_note_of_other_code_does_not_outlive_another_test_or_other_files()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n1\n").Approve("a.csv");
        var fingerprint = project.Fingerprint;
        project.Fingerprint = SnapshotProject.Hex("new code");
        project.Store.NoteMoved(SnapshotProject.Key, project.Manifest(["a.csv"]));
        var pending = project.Pending();
        project.Write("snapshots/g/clean/a.verified.csv", "a\nfrom a pull\n");
        Assert.Single(project.Store.Approve(pending).Problems);
        Assert.Equal(fingerprint, project.Store.Read(SnapshotProject.Key)!.Manifest.Fingerprint);
        Assert.Empty(project.Store.Pending());

        project.Store.NoteMoved(SnapshotProject.Key, project.Manifest(["a.csv"]));
        project.Store.ClearReceived(SnapshotProject.Key);
        Assert.Empty(project.Store.Pending());
        project.Store.NoteMoved(SnapshotProject.Key, project.Manifest(["a.csv"]));
        project.Receive("a.csv");
        Assert.False(project.Pending().IsMoved);
    }
}
