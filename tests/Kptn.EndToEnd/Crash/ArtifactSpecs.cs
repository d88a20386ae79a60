using System.Security.Cryptography;

namespace Kptn.EndToEnd.Crash;

/// <summary>The artifacts when things go wrong: kills, full disks, folders that are gone.</summary>
public sealed class ArtifactSpecs
{
    [Fact(Timeout = 180_000)]
    public async Task A_kill_while_outputs_are_stored_leaves_whole_artifacts_only()
    {
        await Task.Yield();
        using var project = new CrashProject();
        var random = new Random(5);
        for (var round = 0; round < 5; round++)
        {
            // New content each time, so that there always is something to store.
            project.Tasks("{a: [], b: a}", $$"""
                  a: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/d; for i in $(seq 300); do echo {{round}} $i > $OUTPUT_PIPELINE_DIR/d/$i; done; head -c 40000000 /dev/urandom > $OUTPUT_PIPELINE_DIR/big", outputs: [d/, big]}
                  b: {command: "touch {{project.Outside}}/b{{round}}; sleep 0.3"}
                """);
            using var tool = project.Start("run");
            CrashProject.Until(() => File.Exists(Path.Combine(project.Outside, $"b{round}")) || tool.HasEnded, "the second task");
            Thread.Sleep(random.Next(250));
            tool.Signal(9);
            tool.Wait();
            AssertWhole(project[".kptn/artifacts"]);
        }

        project.Run("run").Expect(0);
        AssertWhole(project[".kptn/artifacts"]);
        project.Run("run", "--force").Expect(0);
        Directory.Delete(project["scratch"], recursive: true);
        project.Run("restore").Expect(0);
        Assert.Contains("0 ran, 2 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_full_disk_for_artifacts_fails_no_task()
    {
        await Task.Yield();
        using var project = new CrashProject();
        var store = Path.Combine(project.Outside, "store");
        project.Mount(store, "size=256k");
        project.Tasks(
            "{small: [], large: [], many: []}",
            """
              small: {command: "echo small > $OUTPUT_PIPELINE_DIR/small", outputs: [small]}
              large: {command: "head -c 900000 /dev/urandom > $OUTPUT_PIPELINE_DIR/large", outputs: [large]}
              many: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/many; for i in $(seq 40); do head -c 20000 /dev/urandom > $OUTPUT_PIPELINE_DIR/many/$i; done", outputs: [many/]}
            """,
            $"settings: {{artifacts: {store}}}");
        var run = project.Run("run", "-j", "1").Expect(0);
        Assert.Contains("could not be kept among the artifacts", run.Output, StringComparison.Ordinal);
        Assert.Contains("No space left on device", run.Output, StringComparison.Ordinal);
        Assert.Contains(store, run.Output, StringComparison.Ordinal);
        Assert.Contains("3 ran", run.LastLine, StringComparison.Ordinal);
        AssertWhole(store);
        Assert.Empty(Directory.GetFiles(Path.Combine(store, "tmp")));
        Assert.Contains("0 ran, 3 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);

        Directory.Delete(project["scratch"], recursive: true);
        var restore = project.Run("restore").Expect(1);
        Assert.Contains("kptn run", restore.LastLine, StringComparison.Ordinal);
        Assert.Contains("large", restore.LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_full_disk_for_outputs_leaves_nothing_half_restored()
    {
        await Task.Yield();
        using var project = new CrashProject();
        var scratch = Path.Combine(project.Outside, "scratch");
        project.Mount(scratch, "size=1m");
        project.Tasks("{a: []}", "  a: {command: \"head -c 700000 /dev/urandom > $OUTPUT_PIPELINE_DIR/a\", outputs: [a]}", $"settings: {{scratch_dir: {scratch}}}");
        project.Run("run").Expect(0);
        File.Delete(Path.Combine(scratch, "a"));
        File.WriteAllBytes(Path.Combine(scratch, "fill"), new byte[600_000]);

        var restore = project.Run("restore").Expect(1);
        Assert.Contains("could not be restored", restore.Output, StringComparison.Ordinal);
        Assert.Contains("No space left on device", restore.Output, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(scratch, "fill")], Directory.GetFileSystemEntries(scratch));
        File.Delete(Path.Combine(scratch, "fill"));
        project.Run("restore").Expect(0);
        Assert.Contains("0 ran, 1 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_folder_of_artifacts_that_is_not_there_fails_no_task_without_a_result()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Write("file", "");
        project.Tasks("{a: []}", "  a: {command: \"echo a > $OUTPUT_PIPELINE_DIR/a\", outputs: [a]}", "settings: {artifacts: file/store}");
        var run = project.Run("run").Expect(0);
        Assert.Contains("could not be kept among the artifacts", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 ran", run.LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_interrupted_run_keeps_what_was_finished()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{a: [], b: a}", $$"""
              a: {command: "echo a > $OUTPUT_PIPELINE_DIR/a", outputs: [a]}
              b: {command: "touch {{project.Outside}}/b; sleep 60"}
            """);
        using (var tool = project.Start("run"))
        {
            CrashProject.Until(() => File.Exists(Path.Combine(project.Outside, "b")), "the second task");
            tool.Signal(2);
            tool.Wait().Expect(130);
        }

        File.Delete(project["scratch/a"]);
        project.Run("restore").Expect(0);
        Assert.Equal("a\n", project.Read("scratch/a"));
    }

    private static void AssertWhole(string store)
    {
        foreach (var path in Directory.Exists(store) ? Directory.GetFiles(store, "*", SearchOption.AllDirectories) : [])
        {
            if (Path.GetFileName(Path.GetDirectoryName(path)) == "tmp" || path.StartsWith(Path.Combine(store, "runs"), StringComparison.Ordinal)) continue;
            using var stream = File.OpenRead(path);
            var name = Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path);
            Assert.Equal(name, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
    }
}
