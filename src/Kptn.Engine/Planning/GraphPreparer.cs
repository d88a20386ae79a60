using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Known;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Makes a graph ready to be planned: reads the code its tasks reach, its config, and what each task can see.</summary>
public static class GraphPreparer
{
    /// <summary>Prepares a graph. Runs no user code; starts an interpreter only to parse scripts that are new or changed.</summary>
    /// <param name="project">The project.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="key">Whose state counts.</param>
    /// <param name="code">What code readers need.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="items">Which items of mapped tasks the command is about; all where it is <see langword="null"/>.</param>
    public static async Task<(GraphContext Context, IReadOnlyList<Finding> Findings)> PrepareAsync(
        Project project,
        TaskGraph graph,
        StateKey key,
        CodeContext code,
        TimeProvider time,
        CancellationToken cancellation,
        ItemScope? items = null)
    {
        var findings = new List<Finding>();
        var scratch = items?.Subset is null ? ScratchDir.Of(project, key.StorageKey) : ScratchDir.OfSubset(project);
        if (ArtifactsCheck.Of(project, scratch) is { } misplaced) findings.Add(misplaced);
        var config = ConfigValues.Read(graph.Config, project.Root, findings);
        var callables = ConfigCallables.Queries(project, config);
        var reading = await CodeReading.ReadAsync(graph, callables, code, cancellation).ConfigureAwait(false);
        findings.AddRange(reading.Findings);
        var configParts = ConfigComponents.Of(config, callables, reading);
        var tasks = Prepare(graph, reading, config, configParts, findings);

        var artifacts = LocalArtifactStore.Of(project, sends: true);
        var (database, turns) = (DatabaseConfig.Of(config, project.Root, () => Location(project, configParts[DatabaseConfig.Key])), new DatabaseTurns());
        findings.AddRange(TableFindings.Of(tasks.Values, database));
        findings.AddRange(TableOrder.Of(graph, tasks, database, project.Root));
        var context = new GraphContext(
            project,
            graph,
            key,
            config,
            tasks,
            new OutputReader(scratch, code.Files, time) { Tables = new TableReader(database, new TableIndex(Path.Combine(project.KptnDir, "cache", "tables")), turns) },
            new ResultFiles(artifacts) { Elsewhere = ResultSources.Of(project, time) },
            code)
        {
            ConfigFiles = [.. reading.ByConfig.Values.SelectMany(reach => reach.Loaded).Distinct(StringComparer.Ordinal)],
            Artifacts = project.Settings.KeepsOutputs ? artifacts : null,
            Known = project.Settings.KeepsOutputs ? new KnownRuns(artifacts.Place, artifacts.Shared) : null,
            Items = items ?? ItemScope.All,

            // A trial is to try.
            Restores = items?.Subset is null,
            Database = database,
            Turns = turns,
        };
        return (context, findings);
    }

    private static DatabaseLocation Location(Project project, IReadOnlyList<Component> function) =>
        new(DatabaseLocation.PathIn(project.KptnDir), Fingerprint.Of(function).Hash);

    private static OrderedDictionary<string, PreparedTask> Prepare(
        TaskGraph graph,
        CodeReading reading,
        IReadOnlyList<ConfigValue> config,
        IReadOnlyDictionary<string, IReadOnlyList<Component>> configParts,
        List<Finding> findings)
    {
        var all = graph.Tasks.Values.ToArray();
        var prepared = new PreparedTask[all.Length];
        var found = new List<Finding>?[all.Length];
        Many.For(all.Length, i =>
        {
            var own = new List<Finding>();
            prepared[i] = TaskPreparer.Prepare(all[i], reading.ByTask.GetValueOrDefault(all[i].Name), config, configParts, graph, own);
            if (own.Count > 0) found[i] = own;
        });
        var tasks = new OrderedDictionary<string, PreparedTask>(all.Length, StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
        {
            tasks.Add(all[i].Name, prepared[i]);
            if (found[i] is { } list) findings.AddRange(list);
        }

        return tasks;
    }
}
