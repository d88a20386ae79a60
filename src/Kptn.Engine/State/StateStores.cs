using Kptn.Engine.DuckDb;
using Kptn.Engine.Projects;
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
    public static IStateStore Of(Project project, TimeProvider time) => project.Settings.Db switch
    {
        "duckdb" => new DuckStateStore(project.KptnDir, ProjectDatabase.Of(project), time),
        "dynamodb" => new DynamoStateStore(project.KptnDir, DynamoTarget.Of(project.Settings, Environment.GetEnvironmentVariable), time),
        _ => new LocalStateStore(project.KptnDir, time),
    };
}
