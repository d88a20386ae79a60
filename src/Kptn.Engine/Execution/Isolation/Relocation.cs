using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>Gives a graph to run where a sandbox stands for the project.</summary>
internal static class Relocation
{
    /// <summary>The same graph with one task to run and every path in the sandbox.</summary>
    public static GraphContext Of(GraphContext context, PreparedTask task, SandboxPlace place, TimeProvider time)
    {
        var (project, settings) = (context.Project, context.Project.Settings);
        var moved = project with
        {
            Root = place.Of(project.Root),
            Boundary = place.Of(project.Boundary),
            ConfigPath = place.Of(project.ConfigPath),
            Settings = settings with
            {
                PyTasksDirs = [.. settings.PyTasksDirs.Select(place.Of)],
                RTasksDirs = [.. settings.RTasksDirs.Select(place.Of)],
                DuckDbTasksDirs = [.. settings.DuckDbTasksDirs.Select(place.Of)],
                ScratchDir = place.ScratchDir,
                ArtifactsDir = null,
                LogFile = null,
            },
        };
        var definition = task.Task.Definition;
        var tasks = new Dictionary<string, PreparedTask>(context.Tasks.Count, StringComparer.Ordinal);
        foreach (var name in task.Task.Dependencies) tasks[name] = context.Tasks[name];
        tasks[task.Name] = task with
        {
            Task = task.Task with
            {
                Definition = definition with
                {
                    ScriptPath = definition.ScriptPath is { } script ? place.Of(script) : null,
                    ScriptFolders = [.. definition.ScriptFolders.Select(place.Of)],
                },
            },
        };

        // The project's own index would grow with every test.
        var files = new FileIndex(moved.Root, Path.Combine(moved.KptnDir, "none"), time);
        var (database, turns) = (SandboxDatabase.Of(context, place), new DatabaseTurns());
        return context with
        {
            Project = moved,
            Tasks = tasks,
            Outputs = new OutputReader(place.ScratchDir, files, time) { Tables = new TableReader(database, new TableIndex(Path.Combine(moved.KptnDir, "none")), turns) },
            Results = new ResultFiles(new LocalArtifactStore(Path.Combine(moved.KptnDir, "artifacts"))),
            Code = context.Code with { Project = moved, Files = files },
            Artifacts = null,
            Database = database,
            Turns = turns,
            Config = SandboxDatabase.Config(context, place),
            Items = ItemScope.All,
            ReadItems = _ => null,
        };
    }
}
