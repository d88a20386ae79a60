using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Tests.Snapshots;

public sealed class RoundTripSpecs
{
    private static readonly string[] Names = ["a.csv", "A.csv", "README", "readme", "é.txt", "sub/x.bin", "sub/X.bin", "manifest.json", "result.json", "d/", "d/deep/y", "con.txt", "x.received.csv", "*.log", "one.log", "two.log"];

    [Fact]
    public void What_was_received_and_approved_comes_back_to_the_byte_and_approving_again_changes_nothing()
    {
        for (var seed = 0; seed < 15; seed++)
        {
            var random = new Random(seed);
            using var project = new SnapshotProject(maxBytes: random.Next(300));
            for (var round = 0; round < 3; round++)
            {
                var outputs = Fill(project, random);
                project.Receive(SnapshotProject.Key, outputs, hasResult: true);
                var pending = project.Store.Pending();
                foreach (var snapshot in pending) Assert.True(project.Store.Approve(snapshot).IsComplete, $"seed {seed}");
                AssertSame(project, outputs, seed);

                var before = project.Files();
                foreach (var snapshot in pending) Assert.Empty(project.Store.Approve(snapshot).Approved);
                Assert.Equal(before, project.Files());
                Assert.Empty(project.Store.Pending());
                Assert.Empty(project.Store.Orphans([SnapshotProject.Key], ["g"]));
            }
        }
    }

    [Fact]
    public void Approving_one_by_one_in_any_order_leads_to_the_same_files()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            using var whole = Prepared(seed);
            using var single = Prepared(seed);
            whole.Store.Approve(whole.Pending());
            var order = new Random(seed);
            while (single.Store.Pending() is [var pending])
            {
                var output = pending.Outputs[order.Next(pending.Outputs.Count)];
                Assert.Equal([output.Path], single.Store.Approve(pending, new HashSet<string> { output.Path }).Approved);
                Assert.Empty(single.Store.Read(SnapshotProject.Key)!.Problems);
            }

            Assert.Equal(whole.Files(), single.Files());
        }
    }

    [Fact]
    public void Two_who_approve_at_once_approve_each_output_once()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            using var project = Prepared(seed);
            using var expected = Prepared(seed);
            expected.Store.Approve(expected.Pending());
            var pending = project.Pending();
            var results = new ApproveResult[2];
            Parallel.For(0, 2, i => results[i] = new SnapshotStore(project.Settings, project.Artifacts) { Server = null }.Approve(pending));
            Assert.Equal(pending.Outputs.Select(output => output.Path).Order(), results.SelectMany(result => result.Approved).Order());
            Assert.Equal(expected.Files(), project.Files());
        }
    }

    [Fact]
    public void Tests_of_many_tasks_receive_at_once()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n").Output("deep/b.csv", "b\n");
        var keys = Enumerable.Range(0, 60).Select(i => new SnapshotKey("g", $"t{i}", null)).ToList();
        Parallel.ForEach(keys, key => project.Receive(key, ["a.csv", "deep/b.csv"]));
        var pending = project.Store.Pending();
        Assert.Equal(keys.ToHashSet(), pending.Select(snapshot => snapshot.Key).ToHashSet());
        Assert.All(pending, snapshot => Assert.True(project.Store.Approve(snapshot).IsComplete));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        using var project = new SnapshotProject();
        project.Output("a.csv", "a\n");
        Directory.CreateDirectory(project["snapshots/g/clean/a.received.csv/x"]);
        var error = Assert.ThrowsAny<IOException>(() => project.Receive("a.csv"));
        Assert.Contains(project["snapshots/g/clean/a.received.csv"], error.Message);
        Assert.DoesNotContain(project.Files().Keys, name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private static SnapshotProject Prepared(int seed)
    {
        var random = new Random(seed);
        var project = new SnapshotProject(maxBytes: 250);
        var outputs = Fill(project, random);
        project.Receive(SnapshotProject.Key, outputs, hasResult: true);
        project.Store.Approve(project.Pending());
        project.Fingerprint = SnapshotProject.Hex("new");
        outputs = Fill(project, random);
        project.Output("certain.txt", "new").Receive(SnapshotProject.Key, [.. outputs, "certain.txt"], hasResult: seed % 2 == 0);
        return project;
    }

    private static List<string> Fill(SnapshotProject project, Random random)
    {
        Directory.Delete(project.Scratch, recursive: true);
        var outputs = Names.Where(_ => random.Next(3) > 0).Append("result.of.task").ToList();
        foreach (var output in outputs.Where(output => !output.Contains('*')))
        {
            var content = new byte[random.Next(4) == 0 ? 0 : random.Next(400)];
            for (var i = 0; i < content.Length; i++) content[i] = (byte)("\r\n\0\xff<> a1,"[random.Next(10)]);
            project.Output(output.EndsWith('/') ? output + "in" + random.Next(2) : output, content);
        }

        if (!outputs.Exists(output => output.EndsWith(".log", StringComparison.Ordinal) && output[0] != '*')) outputs.Remove("*.log");
        outputs.Remove("result.of.task");
        return outputs;
    }

    private static void AssertSame(SnapshotProject project, List<string> outputs, int seed)
    {
        var approved = project.Store.Read(SnapshotProject.Key)!;
        Assert.Empty(approved.Problems);
        Assert.False(approved.IsManifestStale);
        Assert.Equal(outputs.Order(StringComparer.Ordinal), approved.Outputs.Select(output => output.Path));
        var copy = project["copy"];
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        foreach (var output in approved.Outputs) Assert.True(project.Store.TryMaterialise(output, copy), $"seed {seed}: {output.Path}");
        var declared = Directory.EnumerateFiles(project.Scratch, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("result.of.task", StringComparison.Ordinal));
        if (!outputs.Contains("*.log")) declared = declared.Where(file => !file.EndsWith(".log", StringComparison.Ordinal) || outputs.Contains(Path.GetFileName(file)));
        var expected = declared.ToDictionary(file => Path.GetRelativePath(project.Scratch, file), File.ReadAllBytes);
        var actual = Directory.Exists(copy) ? Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(copy, file), File.ReadAllBytes) : [];
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, pair => Assert.Equal(pair.Value, actual[pair.Key]));
        Assert.Equal(File.ReadAllBytes(Path.Combine(project.Scratch, "result.of.task")), project.Store.ResultBytes(approved.Result!));
    }
}
