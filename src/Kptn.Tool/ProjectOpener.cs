using Kptn.Engine.DuckDb;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Engine.State.DynamoDb;
using Kptn.Tool.Terminal;

namespace Kptn.Tool;

/// <summary>Opens projects for verbs, and shows what is wrong with them.</summary>
/// <param name="tool">What the verb was given.</param>
internal sealed class ProjectOpener(ToolContext tool)
{
    /// <summary>Reads a project.</summary>
    /// <param name="folder">The folder given, or <see langword="null"/>.</param>
    /// <returns>The project, or <see langword="null"/> after its errors were shown.</returns>
    public Workbench? Open(string? folder)
    {
        var (bench, findings) = Read(folder);
        if (bench is not null && !findings.Any(IsError)) return bench;
        FindingText.Write(tool.Screen, findings);
        return null;
    }

    /// <summary>Reads a project with all its findings; the project is there as far as it could be read.</summary>
    public (Workbench? Bench, IReadOnlyList<Finding> Findings) Read(string? folder)
    {
        var search = ProjectFinder.Find(tool.Folder, folder);
        if (search.Location is null) return (null, search.Findings);
        var read = ProjectReader.Read(search.Location);
        var findings = new List<Finding>([.. search.Findings, .. read.Findings]);
        if (read.Project is not { } project) return (null, findings);
        var built = GraphBuilder.Build(project);
        findings.AddRange(built.Findings);
        if (project.Settings.Db == "dynamodb" && DynamoTarget.Of(project.Settings, Environment.GetEnvironmentVariable).Table.Length == 0)
        {
            findings.Add(new Finding("no-table", new Place("kptn.yaml"), "settings.db is 'dynamodb', but no table is named", $"settings.dynamodb.table, or the variable {DynamoTarget.TableVariable}"));
        }

        if (project.Settings.Db == "duckdb" && ProjectDatabase.IsInMemory(project))
        {
            findings.Add(new Finding("no-database", new Place("kptn.yaml"), "settings.db is 'duckdb', but config.duckdb names no database in a file", "config.duckdb: the path of a database file"));
        }

        var bench = new Workbench(project, built.Graphs, findings, new ProcessRunner(), StateStores.Of(project, tool.Time));
        return (bench, findings);
    }

    /// <summary>Chooses a graph: the one named, or the only one.</summary>
    /// <returns>The graph, or <see langword="null"/> after the error was shown.</returns>
    public TaskGraph? Choose(Workbench bench, string? name)
    {
        if (name is not null)
        {
            if (bench.Graphs.TryGetValue(name, out var graph)) return graph;
            var near = NearestName.Of(name, bench.Graphs.Keys) is { } known ? $"; did you mean '{known}'?" : $"; known graphs: {string.Join(", ", bench.Graphs.Keys)}";
            tool.Screen.Refuse($"there is no graph '{name}'{near}");
            return null;
        }

        if (bench.Graphs.Count == 1) return bench.Graphs.Values.First();
        tool.Screen.Refuse($"there is more than one graph; choose one with --graph: {string.Join(", ", bench.Graphs.Keys)}");
        return null;
    }

    /// <summary>Makes a graph ready to be planned, and shows its warnings.</summary>
    /// <returns>The graph, or <see langword="null"/> after its errors were shown.</returns>
    public async Task<GraphContext?> PrepareAsync(Workbench bench, TaskGraph graph, CancellationToken cancellation)
    {
        var (context, findings) = await ReadyAsync(bench, graph, cancellation).ConfigureAwait(false);
        IReadOnlyList<Finding> all = [.. bench.Findings.Concat(findings).Where(finding => finding.Severity != Severity.Advice)];
        if (all.Count > 0) FindingText.Write(tool.Screen, all);
        if (!all.Any(IsError)) return context;
        context.SaveCaches();
        return null;
    }

    /// <summary>Makes a graph ready to be planned, with its findings.</summary>
    public async Task<(GraphContext Context, IReadOnlyList<Finding> Findings)> ReadyAsync(Workbench bench, TaskGraph graph, CancellationToken cancellation)
    {
        var project = bench.Project;
        var code = CodeContext.Of(project, bench.Processes, tool.Time);
        var (context, findings) = await GraphPreparer.PrepareAsync(project, graph, bench.KeyOf(graph), code, tool.Time, cancellation, bench.Items).ConfigureAwait(false);
        return (context with { ReadItems = task => bench.Store.ReadItems(context.Key, task) }, findings);
    }

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;
}
