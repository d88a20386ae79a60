namespace Kptn.EndToEnd.Crash;

public sealed class DamageSpecs
{
    [Fact(Timeout = 300_000)]
    public async Task A_damaged_state_log_is_told_and_what_stands_before_the_damage_is_kept()
    {
        await Task.Yield();
        using var project = Chain();
        project.Run("run").Expect(0);
        var log = Directory.GetFiles(project[".kptn/state"], "log", SearchOption.AllDirectories).Single();
        var whole = await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken);
        var random = new Random(7);
        for (var round = 0; round < 5; round++)
        {
            var damaged = (byte[])whole.Clone();
            var at = round == 0 ? 0 : random.Next(damaged.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(log, round % 3 == 2 ? damaged[..at] : damaged, TestContext.Current.CancellationToken);
            project.Run("plan").Expect(0);
            project.Run("status").Expect(0);
            var run = project.Run("run", "-j", "1").Expect(0);
            if (round % 3 != 2) Assert.Contains("warning[", run.Output, StringComparison.Ordinal);
            Assert.Equal("0123456789", project.Read("scratch/t9"));
            Assert.Contains("0 ran, 10 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
        }

        // Cut off in the last of the records: all but the last task are kept.
        await File.WriteAllBytesAsync(log, whole[..^3], TestContext.Current.CancellationToken);
        Assert.Contains("1 ran, 9 fresh", project.Run("run", "--no-restore").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Damaged_run_logs_and_caches_stop_nothing()
    {
        await Task.Yield();
        using var project = Chain();
        project.Run("run").Expect(0);
        project.Write("in.txt", "x");
        project.Run("run").Expect(0);
        var random = new Random(3);
        foreach (var path in Directory.GetFiles(project[".kptn"], "*", SearchOption.AllDirectories))
        {
            if (path.Contains("/state/", StringComparison.Ordinal)) continue;
            var bytes = new byte[500];
            random.NextBytes(bytes);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        }

        project.Run("plan").Expect(0);
        project.Run("logs").Expect(0);
        project.Run("logs", "t1");
        Assert.Contains("0 ran, 10 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
        project.Run("run", "--force").Expect(0);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(".kptn")]
    [InlineData(".kptn/state")]
    [InlineData(".kptn/runs")]
    [InlineData(".kptn/cache")]
    [InlineData("scratch")]
    public async Task A_file_where_a_folder_must_be_is_named(string folder)
    {
        await Task.Yield();
        using var project = Chain();
        if (folder.Contains('/', StringComparison.Ordinal)) Directory.CreateDirectory(project[".kptn"]);
        project.Write(folder, "a file");
        var run = project.Run("run");
        Assert.DoesNotContain("kptn itself failed", run.Output, StringComparison.Ordinal);
        if (folder == ".kptn/cache") return;
        Assert.InRange(run.ExitCode, 1, 2);
        Assert.Contains(folder, run.Output, StringComparison.Ordinal);
        Assert.Equal("a file", project.Read(folder));
        project.Run("validate").Expect(0);
    }

    private static CrashProject Chain()
    {
        var project = new CrashProject();
        project.Write("in.txt", "0").Write("t.py", "def p(): return 1\n");
        return project.Tasks(
            "{t0: [], " + string.Join(", ", Enumerable.Range(1, 9).Select(i => $"t{i}: t{i - 1}")) + "}",
            """  t0: {command: "printf 0 > $OUTPUT_PIPELINE_DIR/t0", outputs: [t0], code_deps: [in.txt]}""" + "\n" +
            string.Join('\n', Enumerable.Range(1, 9).Select(i => $$"""  t{{i}}: {command: "(cat $OUTPUT_PIPELINE_DIR/t{{i - 1}}; printf {{i}}) > $OUTPUT_PIPELINE_DIR/t{{i}}", outputs: [t{{i}}]}""")));
    }
}
