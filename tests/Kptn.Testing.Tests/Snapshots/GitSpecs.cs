using System.ComponentModel;
using System.Diagnostics;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Tests.Snapshots;

/// <summary>Snapshots go through git, whatever it does to line ends.</summary>
public sealed class GitSpecs
{
    [Theory]
    [InlineData("true")]
    [InlineData("input")]
    public void Bytes_come_out_of_git_as_they_went_in(string autocrlf)
    {
        using var project = new SnapshotProject();
        using var clone = new TestFolder();
        project.Output("unix.csv", "a\n1\n").Output("windows.csv", "a\r\n1\r\n").Output("README", "a\r\nb\n").Output("blob.bin", [0, 13, 10, 255]).Output("deep/x.txt", "a\r\n");
        string[] outputs = ["unix.csv", "windows.csv", "README", "blob.bin", "deep/x.txt"];
        var before = project.Approve(outputs);
        foreach (var output in outputs) project.Output(output, "other");
        project.Receive(outputs);
        Git(project.Root, "init", "-q");
        Git(project.Root, "config", "core.autocrlf", autocrlf);
        Git(project.Root, "add", "snapshots");
        Git(project.Root, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "snapshots");
        Git(clone.Root, "-c", $"core.autocrlf={autocrlf}", "clone", "-q", project.Root, "there");

        var store = new SnapshotStore(new SnapshotSettings(clone["there/snapshots"], 1000), project.Artifacts);
        var after = store.Read(SnapshotProject.Key)!;
        Assert.Empty(after.Problems);
        Assert.False(after.IsManifestStale);
        Assert.Equal(before.Outputs.Select(output => (output.Path, output.Hash)), after.Outputs.Select(output => (output.Path, output.Hash)));
        Assert.All(after.Outputs, output => Assert.False(output.Files[0].HasOtherLineEnds));
        Assert.Empty(store.Pending());
    }

    private static void Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = start.Environment["GIT_CONFIG_SYSTEM"] = Path.Combine(folder, "no.gitconfig");
        try
        {
            using var git = Process.Start(start)!;
            var error = git.StandardError.ReadToEnd();
            git.WaitForExit();
            Assert.True(git.ExitCode == 0, error);
        }
        catch (Win32Exception)
        {
            Assert.Skip("git is not installed");
        }
    }
}
