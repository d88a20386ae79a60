using Kptn.Engine.DuckDb;
using Kptn.Engine.Projects;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.DuckDb;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.State;

/// <summary>The store that a project's <c>settings.db</c> names.</summary>
public static class StateStores
{
    /// <summary>The store; nothing is opened yet.</summary>
    /// <param name="project">The project.</param>
    /// <param name="time">The clock.</param>
    public static IStateStore Of(Project project, TimeProvider time) => new BranchedStateStore(OfKeys(project, project.Settings.Db, time), new ParentKeys(project));

    /// <summary>The store of a kind, in which every key stands for itself.</summary>
    /// <param name="project">The project.</param>
    /// <param name="db">As <c>settings.db</c> names it.</param>
    /// <param name="time">The clock.</param>
    public static IStateStore OfKeys(Project project, string db, TimeProvider time) => db == "duckdb"
        ? new DuckStateStore(project.KptnDir, ProjectDatabase.Of(project), time)
        : new LocalStateStore(project.KptnDir, time);
}
