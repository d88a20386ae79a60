using Kptn.Testing.Snapshots;
using Kptn.Testing.Snapshots.Files;

namespace Kptn.Testing.Tests.Snapshots;

/// <summary>The process ends at each step at which files change.</summary>
public sealed class CrashSpecs
{
    private const int MostSteps = 500;
    private static readonly string[] Before = ["a.csv", "b.csv", "gone.csv", "large.csv", "parts/"];
    private static readonly string[] After = ["a.csv", "b.csv", "large.csv", "new.csv", "parts/"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_approval_that_was_cut_off_is_finished_by_the_next(bool testFirst) => AtEachStep(
        project => Approve(project.Store),
        project =>
        {
            if (testFirst) Test(project, After);
            Approve(project.Store);
            // Where that test was green there was nothing left to approve, and what the approval did not come to delete belongs to nobody.
            foreach (var orphan in project.Store.Orphans([SnapshotProject.Key], ["g"])) project.Store.Prune(orphan);
            Assert.Equal(Whole(), Approved(project));
        });

    [Fact]
    public void After_an_approval_that_was_cut_off_each_output_is_the_old_or_the_new_one() => AtEachStep(
        project => Approve(project.Store),
        project =>
        {
            var approved = project.Store.Read(SnapshotProject.Key)!;
            Assert.Empty(approved.Problems);
            foreach (var output in approved.Outputs)
            {
                Assert.True(output.IsContentKnown, output.Path);
                Assert.True(project.Store.TryMaterialise(output, project["copy"]), output.Path);
            }

            Assert.All(Directory.EnumerateFiles(project["copy"], "*.csv", SearchOption.AllDirectories), file => Assert.Matches("^n\n(old|new|1{3000}|2{3000})\n$", File.ReadAllText(file)));
        });

    [Fact]
    public void After_an_approval_that_was_cut_off_a_test_of_the_old_code_can_be_approved_too() => AtEachStep(
        project => Approve(project.Store),
        project =>
        {
            Old(project);
            Test(project, Before);
            Approve(project.Store);
            var approved = project.Store.Read(SnapshotProject.Key)!;
            Assert.Empty(approved.Problems);
            Assert.Equal(Before, approved.Outputs.Select(output => output.Path));
            Assert.Equal(SnapshotProject.Hex("n\nold\n"), approved.Outputs[0].Hash);
        });

    [Fact]
    public void A_partial_approval_that_was_cut_off_leaves_the_rest_to_approve() => AtEachStep(
        project => project.Store.Approve(Assert.Single(project.Store.Pending()), new HashSet<string> { "a.csv", "new.csv" }),
        project =>
        {
            var pending = Assert.Single(project.Store.Pending());
            Assert.Equal(["b.csv", "gone.csv", "large.csv", "parts/"], pending.Outputs.Select(output => output.Path).Except(["a.csv", "new.csv"]).Order(StringComparer.Ordinal));
            Approve(project.Store);
            Assert.Equal(Whole(), Approved(project));
        });

    [Fact]
    public void A_rejection_that_was_cut_off_approves_nothing() => AtEachStep(
        project => project.Store.Reject(Assert.Single(project.Store.Pending())),
        project =>
        {
            var approved = project.Store.Read(SnapshotProject.Key)!;
            Assert.Equal(Before, approved.Outputs.Select(output => output.Path));
            Assert.All(approved.Outputs, output => Assert.False(output.IsOtherThanManifest));
            foreach (var pending in project.Store.Pending()) project.Store.Reject(pending);
            Assert.Empty(project.Store.Pending());
        });

    [Fact]
    public void What_was_received_when_it_was_cut_off_is_received_again_by_the_next_test() => AtEachStep(
        project =>
        {
            project.Output("a.csv", "n\nother\n").Output("parts/1.csv", "n\nother\n").Output("late.csv", "n\nlate\n");
            project.Receive([.. After, "late.csv"]);
        },
        project =>
        {
            Assert.Equal(SnapshotProject.Hex("n\nold\n"), project.Store.Read(SnapshotProject.Key)!.Outputs[0].Hash);
            Assert.Single(project.Store.Pending());
            New(project);
            Test(project, After);
            Approve(project.Store);
            Assert.Equal(Whole(), Approved(project));
        });

    private static void AtEachStep(Action<SnapshotProject> act, Action<SnapshotProject> check)
    {
        for (var last = 0; ; last++)
        {
            Assert.True(last < MostSteps);
            using var project = Prepared();
            var step = 0;
            var disk = new SnapshotDisk(project.Settings) { Step = () => _ = step++ == last ? throw new KilledException() : 0 };
            using var killed = new SnapshotProject(project, disk);
            var isKilled = false;
            try
            {
                act(killed);
            }
            catch (KilledException)
            {
                isKilled = true;
            }

            if (!isKilled)
            {
                Assert.True(last > 5);
                return;
            }

            check(project);
        }
    }

    /// <summary>All of the old approved, all of the new received.</summary>
    private static SnapshotProject Prepared()
    {
        var project = new SnapshotProject();
        Old(project);
        project.Approve(Before);
        New(project);
        project.Receive(After);
        return project;
    }

    private static void Old(SnapshotProject project)
    {
        project.Fingerprint = SnapshotProject.Hex("code");
        project.Output("a.csv", "n\nold\n").Output("b.csv", "n\nold\n").Output("gone.csv", "n\nold\n").Output("large.csv", "n\n" + new string('1', 3000) + "\n").Output("parts/1.csv", "n\nold\n").Output("parts/2.csv", "n\nold\n");
    }

    private static void New(SnapshotProject project)
    {
        project.Fingerprint = SnapshotProject.Hex("new code");
        project.Output("a.csv", "n\nnew\n").Output("b.csv", "n\nnew\n").Output("new.csv", "n\nnew\n").Output("large.csv", "n\n" + new string('2', 3000) + "\n").Output("parts/1.csv", "n\nnew\n").Output("parts/3.csv", "n\nnew\n");
        File.Delete(Path.Combine(project.Scratch, "parts/2.csv"));
    }

    private static void Approve(SnapshotStore store)
    {
        foreach (var pending in store.Pending()) store.Approve(pending);
    }

    /// <summary>What the next test run does.</summary>
    private static void Test(SnapshotProject project, string[] outputs)
    {
        var approved = project.Store.Read(SnapshotProject.Key);
        var manifest = project.Manifest(outputs);
        project.Receive(outputs);
        if (approved is { Problems.Count: 0 } && approved.Manifest.Outputs.Count == outputs.Length && project.Pending() is { Outputs.Count: 0 })
        {
            project.Store.ClearReceived(SnapshotProject.Key);
            project.Store.NoteMoved(SnapshotProject.Key, manifest);
        }
    }

    private static SortedDictionary<string, string> Whole()
    {
        using var project = Prepared();
        Approve(project.Store);
        return Approved(project);
    }

    private static SortedDictionary<string, string> Approved(SnapshotProject project)
    {
        var files = project.Files();
        foreach (var name in files.Keys.Where(name => name.EndsWith(".received.tmp", StringComparison.Ordinal)).ToList()) files.Remove(name);
        return files;
    }

    private sealed class KilledException : Exception;
}
