namespace Kptn.EndToEnd.Crash;

public sealed class DiskSpecs
{
    private const string Pair = """
          a: {command: "cp in.txt $OUTPUT_PIPELINE_DIR/a", outputs: [a], code_deps: [in.txt]}
          b: {command: "cat $OUTPUT_PIPELINE_DIR/a > $OUTPUT_PIPELINE_DIR/b", outputs: [b]}
        """;

    [Fact(Timeout = 60_000)]
    public async Task A_run_whose_state_cannot_be_written_fails_and_names_the_file()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Mount(project[".kptn/state"], "size=64k");
        project.Tasks("{a: [], b: a}", Pair, $"settings: {{scratch_dir: {project.Outside}/scratch}}");
        project.Write("in.txt", "1");
        project.Run("run").Expect(0);
        var before = Known(project);
        Fill(project[".kptn/state"]);
        project.Write("in.txt", "2");
        for (var round = 0; round < 30; round++)
        {
            // The log's last page takes some records more; then the disk is full.
            var run = project.Run("run", "--force");
            if (run.ExitCode == 0) { before = Known(project); continue; }
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(".kptn/state/", run.Output, StringComparison.Ordinal);
            Assert.Contains("No space left on device", run.Output, StringComparison.Ordinal);
            File.Delete(project[".kptn/state/fill"]);
            Assert.Equal(before, Known(project));
            project.Run("run").Expect(0);
            Assert.Contains("0 ran, 2 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
            return;
        }

        Assert.Fail("the disk never was full");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_full_disk_for_logs_and_caches_fails_no_task_that_does_not_need_it()
    {
        await Task.Yield();
        using var project = new CrashProject();
        Directory.CreateDirectory(project[".kptn"]);
        project.Mount(project[".kptn/runs"], "size=64k");
        project.Mount(project[".kptn/cache"], "size=256k");
        project.Tasks("{a: [], b: a, c: b, r: []}", Pair + "\n  c: {command: \"echo much; seq 100000\"}\n  r: {file: \"t.py:r\", cache_result: true}\n", $"settings: {{scratch_dir: {project.Outside}/scratch}}");
        project.Write("in.txt", "1").Write("t.py", "def r(): return list(range(5))\n");
        project.Run("run", "r").Expect(0);
        Fill(project[".kptn/runs"]);
        Fill(project[".kptn/cache"]);
        var run = project.Run("run", "a", "b", "c");
        Assert.InRange(run.ExitCode, 0, 2);
        Assert.Contains("No space left on device", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("kptn itself failed", run.Output, StringComparison.Ordinal);
        File.Delete(project[".kptn/runs/fill"]);
        project.Run("run").Expect(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_read_only_project_is_refused_with_the_file_and_its_readers_answer()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Mount(project.Root, "size=4m");
        project.Tasks("{a: [], b: a}", Pair);
        project.Write("in.txt", "1");
        project.Run("run").Expect(0);
        project.Write("in.txt", "2");
        CrashProject.MakeReadOnly(project.Root);
        var run = project.Run("run").Expect(2);
        Assert.Contains(".kptn/", run.Output, StringComparison.Ordinal);
        Assert.Contains("Read-only file system", run.Output, StringComparison.Ordinal);
        foreach (var verb in new[] { "plan", "status", "logs", "validate", "list", "graph" }) project.Run(verb).Expect(0);
        Assert.Contains("code changed: in.txt", project.Run("plan").Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_read_only_project_that_never_ran_is_refused_with_the_file()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Mount(project.Root, "size=4m");
        project.Tasks("{a: [], b: a, p: []}", Pair + "\n  p: {file: \"t.py:p\"}");
        project.Write("in.txt", "1").Write("t.py", "def p(): pass\n");
        CrashProject.MakeReadOnly(project.Root);
        Assert.Contains("Read-only file system", project.Run("run").Expect(2).Output, StringComparison.Ordinal);
        project.Run("plan").Expect(0);
        project.Run("status").Expect(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_scratch_dir_that_is_full_or_read_only_fails_the_task_with_a_clear_word()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Mount(project["scratch"], "size=64k");
        project.Tasks("{a: [], b: a}", Pair);
        project.Write("in.txt", "1");
        Fill(project["scratch"]);
        Assert.Contains("No space left on device", project.Run("run").Expect(1).Output, StringComparison.Ordinal);
        File.Delete(project["scratch/fill"]);
        CrashProject.MakeReadOnly(project["scratch"]);
        Assert.Contains("Read-only file system", project.Run("run").Expect(1).Output, StringComparison.Ordinal);
        Assert.Contains("a  previous run failed", project.Run("plan").Expect(0).Output, StringComparison.Ordinal);
    }

    private static string Known(CrashProject project) =>
        string.Join('\n', Json.Tasks(project.Run("state", "show", "--json").Output.Replace("\"last\"", "\"was\"", StringComparison.Ordinal).Replace("\"task\":", "\"reason\":\"\",\"task\":", StringComparison.Ordinal)).Select(pair => $"{pair.Key} {string.Join(',', pair.Value.Outputs)}"));

    private static void Fill(string folder)
    {
        using var fill = new FileStream(Path.Combine(folder, "fill"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            for (var block = new byte[4096]; ;) fill.Write(block);
        }
        catch (IOException)
        {
            return;
        }
    }
}
