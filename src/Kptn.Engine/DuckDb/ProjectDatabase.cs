using Kptn.Engine.Projects;

namespace Kptn.Engine.DuckDb;

/// <summary>The database of a project, before any graph is looked at: the one that the root's <c>config.duckdb</c> names.</summary>
public static class ProjectDatabase
{
    /// <summary>Whether there is none in a file.</summary>
    /// <param name="project">The project.</param>
    public static bool IsInMemory(Project project) => Of(ConfigValues.Read(project.Config, project.Root, []), project) is { Fixed: null, Location: null };

    /// <summary>Tells its file, absolute; <see langword="null"/> where it is in memory, or a function has not told it yet.</summary>
    /// <param name="project">The project.</param>
    public static Func<string?> Of(Project project)
    {
        var config = ConfigValues.Read(project.Config, project.Root, []);
        return () => Of(config, project).Path;
    }

    private static DatabaseConfig Of(IReadOnlyList<ConfigValue> config, Project project) =>
        DatabaseConfig.Of(config, project.Root, () => new DatabaseLocation(DatabaseLocation.PathIn(project.KptnDir), default));
}
