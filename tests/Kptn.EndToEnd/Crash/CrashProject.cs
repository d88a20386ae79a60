using System.Diagnostics;

namespace Kptn.EndToEnd.Crash;

/// <summary>A project in a folder of its own that the real tool works on as a child process.</summary>
internal sealed class CrashProject : IDisposable
{
    private readonly List<string> _mounts = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("kptn-crash-").FullName;

    public CrashProject(string name = "p") => Directory.CreateDirectory(Root = Path.Combine(_folder, name));

    /// <summary>The project's folder.</summary>
    public string Root { get; }

    /// <summary>A folder beside the project, for what tasks leave for the test.</summary>
    public string Outside => _folder;

    public string this[string relative] => Path.Combine(Root, relative);

    /// <summary>Environment that is set for the tool on top of the test's own; <see langword="null"/> removes a variable.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["CI"] = "1", ["KPTN_RUN_ID"] = null };

    public CrashProject Write(string relative, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], content);
        return this;
    }

    /// <summary>Writes kptn.yaml with one graph of the tasks that are given as YAML.</summary>
    public CrashProject Tasks(string graph, string tasks, string settings = "") =>
        Write("kptn.yaml", $"{settings}\ngraphs: {{g: {{tasks: {graph}}}}}\ntasks:\n{tasks}\n");

    public string Read(string relative) => File.ReadAllText(this[relative]);

    /// <summary>Lines of a file that tasks append to beside the project.</summary>
    public string[] Lines(string name)
    {
        var path = Path.Combine(Outside, name);
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }

    public ToolProcess Start(params string[] arguments) => new(Root, Environment, arguments);

    /// <summary>Runs the tool to its end.</summary>
    public ToolResult Run(params string[] arguments)
    {
        using var tool = Start(arguments);
        return tool.Wait();
    }

    /// <summary>Waits until something holds.</summary>
    public static void Until(Func<bool> holds, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"waited in vain for: {what}");
            Thread.Sleep(10);
        }
    }

    /// <summary>Mounts a small file system at a folder; skips the test where that is not allowed.</summary>
    public void Mount(string folder, string options)
    {
        Directory.CreateDirectory(folder);
        using var mount = Process.Start(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", options, "none", folder]) { RedirectStandardError = true })!;
        mount.WaitForExit();
        Assert.SkipWhen(mount.ExitCode != 0, "only root can mount a file system");
        _mounts.Add(folder);
    }

    /// <summary>Makes a mounted file system read-only.</summary>
    public static void MakeReadOnly(string folder)
    {
        using var mount = Process.Start("mount", ["-o", "remount,ro", folder]);
        mount.WaitForExit();
        Assert.Equal(0, mount.ExitCode);
    }

    public void Dispose()
    {
        foreach (var folder in _mounts)
        {
            using var unmount = Process.Start("umount", ["-l", folder]);
            unmount.WaitForExit();
        }

        // A tree that tasks made strange is better removed by what is made for it.
        using var remove = Process.Start("rm", ["-rf", _folder]);
        remove.WaitForExit();
    }
}
