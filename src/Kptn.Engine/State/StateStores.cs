using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Projects;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.DuckDb;
using Kptn.Engine.State.DynamoDb;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.State;

/// <summary>The store that a project's <c>settings.db</c> names.</summary>
public static class StateStores
{
    /// <summary>The store; nothing is opened yet.</summary>
    /// <param name="project">The project.</param>
    /// <param name="time">The clock.</param>
    public static BranchedStateStore Of(Project project, TimeProvider time) => Of(project, project.Settings.Db, time);

    /// <summary>The store of a kind; nothing is opened yet.</summary>
    /// <param name="project">The project.</param>
    /// <param name="db">As <c>settings.db</c> names it.</param>
    /// <param name="time">The clock.</param>
    public static BranchedStateStore Of(Project project, string db, TimeProvider time) => new(OfKeys(project, db, time), new ParentKeys(project));

    // In these, every key stands for itself.
    private static IStateStore OfKeys(Project project, string db, TimeProvider time) => db switch
    {
        "duckdb" => new DuckStateStore(project.KptnDir, ProjectDatabase.Of(project), time),
        "dynamodb" => new DynamoStateStore(project.KptnDir, DynamoTarget.Of(project.Settings, Environment.GetEnvironmentVariable), time, LocalArtifactStore.Of(project)),
        _ => new LocalStateStore(project.KptnDir, time),
    };
}
