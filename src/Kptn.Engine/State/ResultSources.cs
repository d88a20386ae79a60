using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Projects;
using Kptn.Engine.State.DynamoDb;

namespace Kptn.Engine.State;

/// <summary>Where the results of a project are that other machines have made.</summary>
public static class ResultSources
{
    /// <summary>The place; <see langword="null"/> where there is none.</summary>
    /// <param name="project">The project.</param>
    /// <param name="time">The clock.</param>
    public static IResultSource? Of(Project project, TimeProvider time) =>
        project.Settings.Db == "dynamodb" || project.Settings.DynamoDb.Table is not null
            ? DynamoStateStore.ResultsOf(project.KptnDir, DynamoTarget.Of(project.Settings, Environment.GetEnvironmentVariable), LocalArtifactStore.Of(project), time)
            : null;
}
