using System.Diagnostics;
using System.Text.RegularExpressions;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>A test project as <c>kptn init --tests</c> writes it, run by <c>dotnet test</c>.</summary>
public sealed partial class TestProjectSpecs
{
    private static readonly string[] Assemblies = ["Kptn.Testing", "Kptn.Engine", "DiffEngine", "EmptyFiles", "DiffPlex", "YamlDotNet"];

    [Fact(Timeout = 300_000)]
    public async Task Red_then_approved_then_green_then_red_for_the_task_that_was_changed()
    {
        await Task.Yield();
        using var project = Sandbox.Empty();
        Assert.Equal(0, project.Kptn("init").Code);
        Assert.Equal(0, project.Kptn("init", "--tests").Code);
        UseBuilt(project);

        var fresh = Test(project);
        Assert.True(fresh.Contains("Failed:     3, Passed:     0", StringComparison.Ordinal), fresh);
        Assert.Contains("approve: kptn approve clean", fresh, StringComparison.Ordinal);
        Assert.Contains("Pipeline.Tasks(orders/clean) [FAIL]", fresh, StringComparison.Ordinal);

        // What a tool for Verify's convention does when one accepts.
        foreach (var file in Directory.GetFiles(project["snapshots"], "*.received.*", SearchOption.AllDirectories)) File.Move(file, file.Replace(".received.", ".verified.", StringComparison.Ordinal));
        var settled = Test(project, "--no-build");
        Assert.True(settled.Contains("Failed:     0, Passed:     3", StringComparison.Ordinal), settled);

        project.Edit("tasks/clean.py", ".title()", ".upper()");
        var changed = Test(project, "--no-build");
        Assert.True(changed.Contains("Failed:     1, Passed:     2", StringComparison.Ordinal), changed);
        Assert.Contains("SnapshotException : clean.csv: 4 of 4 rows changed; column customer: 4 cells", changed, StringComparison.Ordinal);
        Assert.Contains("Grace  →  GRACE", changed, StringComparison.Ordinal);
        Assert.Contains($"at orders/clean in {project["tasks/clean.py"]}:line 1", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("Kptn.Testing.Adapters", changed, StringComparison.Ordinal);

        var one = Test(project, "--no-build", "--filter", "DisplayName~totals");
        Assert.True(one.Contains("Failed:     0, Passed:     1, Skipped:     0, Total:     1", StringComparison.Ordinal), one);
        Assert.True(Test(project, "--no-build", "--filter", "Language=Shell").Contains("Passed:     1", StringComparison.Ordinal));
    }

    // The package as it is in this build.
    private static void UseBuilt(Sandbox project)
    {
        var file = Path.GetRelativePath(project.Root, Directory.GetFiles(project["tests"], "*.csproj").Single());
        var references = string.Join("\n", Assemblies.Select(name => $"<Reference Include=\"{Path.Combine(AppContext.BaseDirectory, name)}.dll\" />"));
        project.Write(file, KptnTesting().Replace(project.Read(file), references));
    }

    private static string Test(Sandbox project, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = project.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["test", "tests", "--nologo", "-p:NuGetAudit=false", .. arguments]) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("KPTN_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.GetAwaiter().GetResult();
    }

    [GeneratedRegex("<PackageReference Include=\"Kptn.Testing\"[^>]*/>")]
    private static partial Regex KptnTesting();
}
