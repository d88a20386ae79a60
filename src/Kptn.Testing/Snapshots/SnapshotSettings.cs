using Kptn.Engine.Projects;

namespace Kptn.Testing.Snapshots;

/// <summary>Where snapshots are kept, and how much of an output.</summary>
/// <param name="Folder">The folder of snapshots, absolute.</param>
/// <param name="MaxBytes">Outputs of at most so many bytes are kept in full, larger ones by their description, with their content among the artifacts.</param>
public sealed record SnapshotSettings(string Folder, long MaxBytes)
{
    /// <summary>The bytes that an output may have to be kept in full where nothing is said of it.</summary>
    public const long DefaultMaxBytes = 262_144;

    /// <summary>Where the project ends, absolute: no link below it is followed.</summary>
    public string Boundary
    {
        get => field ?? Path.GetDirectoryName(Folder)!;
        init;
    }

    /// <summary>kptn's own folder, absolute.</summary>
    public string KptnDir
    {
        get => field ?? Path.Combine(Path.GetDirectoryName(Folder)!, ".kptn");
        init;
    }

    /// <summary>Names of graphs, and of tasks, that another one has but for the case of letters: their folders are told apart also where case does not count.</summary>
    public IReadOnlySet<string> AlikeNames { get; init; } = new HashSet<string>();

    /// <summary>Mapped tasks: folders of their items lie in their own.</summary>
    public IReadOnlySet<string> MappedTasks { get; init; } = new HashSet<string>();

    /// <summary>The settings of a project.</summary>
    /// <param name="project">The project.</param>
    public static SnapshotSettings Of(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return new SnapshotSettings(project.Settings.SnapshotsDir ?? Path.Combine(project.Root, "snapshots"), project.Settings.SnapshotMaxBytes ?? DefaultMaxBytes)
        {
            Boundary = project.Boundary,
            KptnDir = project.KptnDir,
            AlikeNames = Alike(project.Graphs.Keys).Union(Alike(project.Tasks.Keys)).ToHashSet(StringComparer.Ordinal),
            MappedTasks = project.Tasks.Values.Where(task => task.IsMapped).Select(task => task.Name).ToHashSet(StringComparer.Ordinal),
        };
    }

    private static IEnumerable<string> Alike(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).SelectMany(group => group);
}
