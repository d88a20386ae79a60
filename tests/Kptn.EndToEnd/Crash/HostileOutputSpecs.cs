namespace Kptn.EndToEnd.Crash;

public sealed class HostileOutputSpecs
{
    [Fact(Timeout = 60_000)]
    public async Task What_is_neither_a_file_nor_a_folder_is_no_output_and_nothing_hangs()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{fifo: [], sock: [], dev: [], loop: [], dangling: [], folder: []}", """
              fifo: {command: "mkfifo $OUTPUT_PIPELINE_DIR/fifo.csv", outputs: [fifo.csv]}
              sock: {command: ["python3", "-c", "import socket, os; socket.socket(socket.AF_UNIX).bind(os.path.relpath(os.environ['OUTPUT_PIPELINE_DIR'] + '/sock.csv'))"], outputs: [sock.csv]}
              dev: {command: "ln -s /dev/zero $OUTPUT_PIPELINE_DIR/dev.csv", outputs: [dev.csv]}
              loop: {command: "ln -s loop.csv $OUTPUT_PIPELINE_DIR/loop.csv", outputs: [loop.csv]}
              dangling: {command: "ln -s nowhere $OUTPUT_PIPELINE_DIR/dangling.csv", outputs: [dangling.csv]}
              folder: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/d; mkfifo $OUTPUT_PIPELINE_DIR/d/p; ln -s /dev/zero $OUTPUT_PIPELINE_DIR/d/z; ln -s .. $OUTPUT_PIPELINE_DIR/d/up; echo x > $OUTPUT_PIPELINE_DIR/d/x", outputs: [d/]}
            """);
        var run = project.Run("run", "-j", "2").Expect(1);
        foreach (var task in new[] { "fifo", "sock", "dev" })
        {
            Assert.Contains($"  {task}  it ended well but its output '{task}.csv' is neither a file nor a folder", run.Output, StringComparison.Ordinal);
        }

        foreach (var task in new[] { "loop", "dangling" })
        {
            Assert.Contains($"  {task}  it ended well but its output '{task}.csv' is not there", run.Output, StringComparison.Ordinal);
        }

        Assert.Contains("1 ran, 0 fresh, 5 failed", run.LastLine, StringComparison.Ordinal);
        Assert.Contains("1 up to date", project.Run("plan").Expect(0).Output, StringComparison.Ordinal);
        project.Run("explain", "fifo").Expect(0);
        project.Run("status").Expect(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_recorded_output_that_became_something_else_is_modified_and_nothing_hangs()
    {
        await Task.Yield();
        using var project = new CrashProject();
        string[] names = ["a", "b", "c", "d", "e"];
        project.Tasks("{a: [], b: [], c: [], d: [], e: [], all: [a, b, c, d, e]}", string.Join('\n', names.Select(name => $$"""  {{name}}: {command: "rm -rf $OUTPUT_PIPELINE_DIR/{{name}}; echo {{name}} > $OUTPUT_PIPELINE_DIR/{{name}}", outputs: [{{name}}]}""")) + "\n  all: {command: \"true\"}");
        project.Run("run").Expect(0);
        project.Write("spoil.sh", "cd scratch; rm *; mkfifo a; mkdir b; ln -s /dev/zero c; ln -s e d; python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('e')\"\n");
        using (var spoil = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["spoil.sh"]) { WorkingDirectory = project.Root })!) spoil.WaitForExit();
        var plan = project.Run("plan").Expect(0).Output;
        foreach (var name in names) Assert.Matches($@"\) {name} +outputs (modified|missing): {name}", plan);
        Assert.Contains("5 ran, 1 fresh", project.Run("run", "--no-restore").Expect(0).LastLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Names_of_files_in_an_output_folder_may_be_any_text_and_others_are_refused()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{odd: [], bytes: []}", """
              odd: {file: "t.py:odd", outputs: [odd/]}
              bytes: {file: "t.py:data", outputs: [bytes/]}
            """);
        project.Write("t.py", """
            import os
            def odd(scratch_dir):
                os.makedirs(scratch_dir + "/odd", exist_ok=True)
                for name in ["a\nb", "ü", "\u2028", " x ", "a\\b", "-rf", "\x1b[31m", "\ufffd", "n" * 255]:
                    open(f"{scratch_dir}/odd/{name}", "w").write(name)
            def data(scratch_dir):
                folder = os.fsencode(scratch_dir) + b"/bytes"
                os.makedirs(folder, exist_ok=True)
                open(folder + b"/\xff\xfe", "w").write("1")
            """);
        var run = project.Run("run").Expect(1);
        Assert.Contains("bytes  the name of the file 'bytes/\uFFFD\uFFFD' is not valid UTF-8", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 ran, 0 fresh, 1 failed", run.LastLine, StringComparison.Ordinal);
        File.WriteAllText(project["scratch/odd/a\nb"], "other");
        Assert.Contains("odd    outputs modified: odd/", project.Run("plan").Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Ten_thousand_files_in_an_output_folder_are_followed()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{many: [], sum: many}", """
              many: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/many && cd $OUTPUT_PIPELINE_DIR/many && seq 10000 | split -l 1 -a 4 -d", outputs: [many/]}
              sum: {command: "cat $OUTPUT_PIPELINE_DIR/many/* | wc -l > $OUTPUT_PIPELINE_DIR/sum", outputs: [sum]}
            """);
        project.Run("run").Expect(0);
        Assert.Equal("10000", project.Read("scratch/sum").Trim());
        Assert.Contains("0 ran, 2 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
        File.AppendAllText(project["scratch/many/x4321"], "x\n");
        Assert.Contains("outputs modified: many/", project.Run("plan").Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_output_that_keeps_changing_or_goes_away_while_it_is_read_ends_in_a_clear_word()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{flicker: [], folder: []}", """
              flicker: {command: "cd $OUTPUT_PIPELINE_DIR; head -c 30000000 /dev/zero > f; (setsid sh -c 'for i in 1 2 3 4 5 6 7 8 9; do mv f g; sleep 0.01; mv g f; echo x >> f; done' >/dev/null 2>&1 &)", outputs: [f]}
              folder: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/d; cd $OUTPUT_PIPELINE_DIR/d; for i in $(seq 300); do echo $i > $i; done; (setsid sh -c 'for i in $(seq 300); do rm $i; done; sleep 0.3' >/dev/null 2>&1 &)", outputs: [d/]}
            """);
        for (var round = 0; round < 5; round++)
        {
            var run = project.Run("run", "--force", "-j", "2");
            Assert.InRange(run.ExitCode, 0, 1);
            Assert.DoesNotContain("kptn itself failed", run.Output, StringComparison.Ordinal);
        }

        await Task.Delay(500, TestContext.Current.CancellationToken);
        project.Run("plan").Expect(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_from_the_future_is_still_seen_to_change()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Write("in.txt", "1");
        File.SetLastWriteTimeUtc(project["in.txt"], DateTime.UtcNow.AddYears(5));
        project.Tasks("{a: []}", """
              a: {command: "cp in.txt $OUTPUT_PIPELINE_DIR/a; touch -d '2040-01-01' $OUTPUT_PIPELINE_DIR/a", outputs: [a], code_deps: [in.txt]}
            """);
        project.Run("run").Expect(0);
        Assert.Contains("0 ran, 1 fresh", project.Run("run").Expect(0).LastLine, StringComparison.Ordinal);
        var stamp = File.GetLastWriteTimeUtc(project["scratch/a"]);
        File.WriteAllText(project["scratch/a"], "2");
        File.SetLastWriteTimeUtc(project["scratch/a"], stamp);
        Assert.Contains("outputs modified: a", project.Run("plan").Expect(0).Output, StringComparison.Ordinal);
    }
}
