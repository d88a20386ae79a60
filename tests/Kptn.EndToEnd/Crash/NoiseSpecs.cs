namespace Kptn.EndToEnd.Crash;

public sealed class NoiseSpecs
{
    [Fact(Timeout = 120_000)]
    public async Task Two_hundred_megabytes_of_output_in_one_line_are_kept_and_their_end_is_shown_short()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{sh: [], py: []}", """
              sh: {command: "head -c 200000000 /dev/zero | tr '\\0' x; exit 3"}
              py: {file: "t.py:py"}
            """);
        project.Write("t.py", """
            import sys
            def py():
                for _ in range(200): sys.stdout.write("y" * 1000000)
                raise ValueError("z" * 1000000)
            """);
        var run = project.Run("run", "-j", "2").Expect(1);
        Assert.InRange(run.Output.Length, 100, 6000);
        Assert.Equal(200_000_000, new FileInfo(Directory.GetFiles(project[".kptn/runs"], "sh.log", SearchOption.AllDirectories)[0]).Length);
        Assert.InRange(project.Run("status").Expect(0).Output.Length, 100, 6000);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_that_a_task_says_steers_the_terminal()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{sh: [], py: [], bom: []}", """
              sh: {command: "printf '\\033[31mred\\033]0;title\\007 \\302\\233 \\000nul \\377\\376 end\\n' >&2; exit 1"}
              py: {file: "t.py:py"}
              bom: {command: "printf '\\377\\376plain text\\n'; exit 1"}
            """);
        project.Write("t.py", "def py(): raise ValueError('\\x1b[2J\\x1b]0;title\\x07 bad \\x9b \\ud800')\n");
        var run = project.Run("run").Expect(1);
        Assert.Contains("plain text", run.Output, StringComparison.Ordinal);
        foreach (var output in new[] { run.Output, project.Run("status").Output, project.Run("explain").Output, project.Run("run").Output })
        {
            Assert.DoesNotContain(output, c => char.IsControl(c) && c != '\n');
        }

        Assert.Contains("plain text", project.Run("logs", "bom").Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_log_on_a_terminal_steers_it_neither()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{\"sh\": []}", """
              sh: {command: "printf '\\033]0;title\\007 \\033[2J said\\n'; exit 1"}
            """);
        project.Environment["TERM"] = "xterm";
        project.Environment["CI"] = null;
        var kptn = Path.Combine(AppContext.BaseDirectory, "dotnet-kptn");
        foreach (var verb in new[] { "run", "logs sh" })
        {
            using var script = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("script", ["-qec", $"'{kptn}' {verb}", "/dev/null"]) { WorkingDirectory = project.Root, RedirectStandardOutput = true, RedirectStandardInput = true })!;
            var said = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Contains(" said", said, StringComparison.Ordinal);
            Assert.DoesNotContain("\e]0;title", said, StringComparison.Ordinal);
            Assert.DoesNotContain("\e[2J", said, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_task_may_close_its_streams_read_stdin_and_remove_what_it_runs_from()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{closed: [], stdin: [], script: [], pyscript: [], log: [], runs: [], away: [], scratch: [], after: scratch, pyafter: scratch, pyclosed: []}", """
              closed: {command: "exec <&- >&- 2>&-; sleep 0.2; exit 0"}
              stdin: {command: "cat; read x || echo none"}
              script: {file: self.sh, outputs: [self]}
              pyscript: {file: "self.py:pyscript"}
              log: {command: "echo before; rm -f .kptn/runs/*/log.log; echo behind"}
              runs: {command: "rm -rf .kptn/runs; echo still said; exit 1"}
              away: {command: "cd /; echo x > $OUTPUT_PIPELINE_DIR/away", outputs: [away]}
              scratch: {command: "rm -rf .kptn/runs .kptn/cache .kptn/tmp $OUTPUT_PIPELINE_DIR"}
              after: {command: "echo said; echo x > $OUTPUT_PIPELINE_DIR/after", outputs: [after], args: {x: 1}}
              pyafter: {file: "t.py:pyafter", outputs: [sub/py], cache_result: true}
              pyclosed: {file: "t.py:pyclosed"}
            """);
        project.Write("self.sh", "rm \"$0\"\necho x > $OUTPUT_PIPELINE_DIR/self\n");
        project.Write("self.py", "import os\ndef pyscript():\n    os.remove(__file__)\n    raise ValueError('gone')\n");
        project.Write("t.py", """
            import os, shutil
            def pyafter(scratch_dir):
                open(scratch_dir + "/sub/py", "w").write("x")
                print("said")
                return [1]
            def pyclosed():
                os.close(0); os.close(1); os.close(2)
            """);
        var run = project.Run("run", "-j", "1").Expect(1);
        Assert.Contains("9 ran, 0 fresh, 2 failed, 0 blocked in", run.LastLine, StringComparison.Ordinal);
        Assert.Contains("pyscript  ValueError: gone (self.py:4)", run.Output, StringComparison.Ordinal);
        Assert.Contains("said\n", project.Run("logs", "after").Output.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(File.Exists(project["scratch/sub/py"]));
    }
}
