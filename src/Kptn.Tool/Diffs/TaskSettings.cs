using Kptn.Engine.Projects;
using Kptn.Testing.Comparing.Settings;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Diffs;

/// <summary>Finds how the tests of a task compare.</summary>
/// <param name="tool">What the verb was given.</param>
internal sealed class TaskSettings(ToolContext tool)
{
    private const string SnapshotsDir = "snapshots";

    /// <summary>The settings of a task; <see langword="null"/> after it was said what is wrong.</summary>
    /// <param name="project">The project's folder as typed; <see langword="null"/> for the nearest.</param>
    /// <param name="name">The task.</param>
    public ComparedTask? Read(string? project, string name)
    {
        if (new ProjectOpener(tool).Open(project) is not { } bench) return null;
        if (!bench.Project.Tasks.TryGetValue(name, out var task))
        {
            var near = NearestName.Of(name, bench.Project.Tasks.Keys) is { } known ? $"; did you mean '{known}'?" : "";
            tool.Screen.Refuse($"--as: there is no task '{name}'{near}");
            return null;
        }

        var read = CompareSettingsReader.Read(task);
        foreach (var finding in read.Findings) tool.Screen.Error(FindingText.Line(tool.Screen, finding));
        return read.Findings.Any(finding => finding.Severity == Severity.Error) ? null : new ComparedTask(task, read.Settings);
    }

    /// <summary>The settings of the task that a snapshot belongs to; <see langword="null"/> where the file is none, or its project cannot be read.</summary>
    /// <param name="file">The file's path, absolute; it need not be there.</param>
    public static ComparedTask? OfSnapshot(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        if (ProjectFinder.Find(folder, null).Location is not { } location || ProjectReader.Read(location).Project is not { } project) return null;
        var snapshots = Path.GetFullPath(project.Settings.SnapshotsDir ?? SnapshotsDir, project.Root);
        // Below the folder: the graph, the task, then its files.
        var parts = Path.GetRelativePath(snapshots, file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 2 && project.Tasks.TryGetValue(parts[1], out var task) ? new ComparedTask(task, CompareSettingsReader.Read(task).Settings) : null;
    }
}
