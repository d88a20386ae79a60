namespace Kptn.EndToEnd.Crash;

public sealed class MissingSpecs
{
    [Fact(Timeout = 60_000)]
    public async Task A_missing_interpreter_is_named_before_anything_runs()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{first: [], r: first, p: first}", $$"""
              first: {command: ["/bin/touch", "{{project.Outside}}/ran"]}
              r: {file: r.R}
              p: {file: "t.py:p"}
            """, "settings: {rscript: /nowhere/Rscript}");
        project.Write("r.R", "cat(1)\n").Write("t.py", "def p(): pass\n");
        Directory.CreateDirectory(project["bin"]);
        project.Environment["PATH"] = project["bin"];
        project.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../..")));
        var run = project.Run("run").Expect(2);
        Assert.Matches("'Rscript' was not found.*task 'r' needs.*install R", run.Output);
        Assert.Matches("'python3' was not found.*task 'p' needs.*install Python 3", run.Output);
        Assert.Contains("/nowhere/Rscript", run.Output, StringComparison.Ordinal);
        Assert.Empty(project.Lines("ran"));
        Assert.False(File.Exists(project.Outside + "/ran"));
        project.Run("run", "first").Expect(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_cannot_be_started_is_named()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{word: [], path: [], noexec: [], folder: [], script: [], shebang: [], format: [], sh: []}", """
              word: {command: [no-such-program, x]}
              path: {command: [./no/such, x]}
              noexec: {command: [./plain.txt]}
              folder: {command: [./sub]}
              script: {file: noexec.sh}
              shebang: {file: shebang.sh}
              format: {command: [./format]}
              sh: {command: "no-such-program"}
            """);
        project.Write("plain.txt", "x").Write("sub/x", "").Write("noexec.sh", "#!/bin/sh\necho ok\n").Write("shebang.sh", "#!/no/such/interpreter\n").Write("format", "\u0001\u0002");
        using (var chmod = System.Diagnostics.Process.Start("chmod", ["+x", project["format"]])) chmod.WaitForExit();
        var run = project.Run("run", "-j", "1").Expect(1);
        Assert.Contains("1 ran, 0 fresh, 7 failed", run.LastLine, StringComparison.Ordinal);
        Assert.DoesNotContain("kptn itself failed", run.Output, StringComparison.Ordinal);
        Assert.Matches("  word  .*'?no-such-program'?.*(install|PATH)", run.Output);
        Assert.Matches("  path  .*no/such", run.Output);
        Assert.Matches("  noexec  .*plain.txt.*Permission denied", run.Output);
        Assert.Matches("  shebang  .*interpreter", run.Output);
        Assert.Matches("  format  .*(Exec format|exit code)", run.Output);
        Assert.Contains("  sh  exit code 127", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_script_that_goes_away_before_its_turn_fails_alone()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{first: [], gone: first, gonepy: first, other: first}", """
              first: {command: "rm gone.sh gone.py"}
              gone: {file: gone.sh}
              gonepy: {file: "gone.py:gonepy"}
              other: {command: "true"}
            """);
        project.Write("gone.sh", "true\n").Write("gone.py", "def gonepy(): pass\n");
        var run = project.Run("run").Expect(1);
        Assert.Contains("2 ran, 0 fresh, 2 failed", run.LastLine, StringComparison.Ordinal);
        Assert.Matches("  gone  .*gone.sh", run.Output);
        Assert.Matches("  gonepy  .*gone.py", run.Output);
        Assert.DoesNotContain("kptn itself failed", run.Output, StringComparison.Ordinal);
    }
}
