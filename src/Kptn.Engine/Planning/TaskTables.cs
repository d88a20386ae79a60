using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Languages.Sql.Tables;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>The tables of the project's database that a task uses.</summary>
/// <param name="Reads">What its SQL script reads, as <c>schema.table</c> in small letters; only the table's name in the schema <c>main</c>. Empty for other languages, whose code is not searched for tables.</param>
/// <param name="Writes">What it declares as outputs, and what its SQL script writes.</param>
public sealed record TaskTables(IReadOnlyList<string> Reads, IReadOnlyList<string> Writes)
{
    private const string MainPrefix = SqlTableName.MainSchema + ".";

    /// <summary>Whether it uses none.</summary>
    public bool IsEmpty => Reads.Count == 0 && Writes.Count == 0;

    /// <summary>On one line: <c>reads a, b; writes c</c>.</summary>
    public override string ToString() => string.Join("; ", new[] { Part("reads", Reads), Part("writes", Writes) }.Where(part => part.Length > 0));

    /// <summary>The tables of a task that was prepared.</summary>
    /// <param name="context">Its graph.</param>
    /// <param name="task">The task.</param>
    public static TaskTables Of(GraphContext context, PreparedTask task) => Of(task.Task, task.Code, Catalog(context.Database));

    /// <summary>The tables of each task of a graph that uses any, by name. Only SQL scripts are read.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="code">What the reader needs.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyDictionary<string, TaskTables>> OfAsync(TaskGraph graph, CodeContext code, CancellationToken cancellation)
    {
        var scripts = graph.Tasks.Values.Where(task => task.Definition is { Language: TaskLanguage.Sql, ScriptPath: not null }).ToList();
        var queries = scripts.Select(task => new CodeQuery(task.Name, task.Definition.FilePlace, task.Definition.ScriptPath!, task.Definition.Function)).ToList();
        var reached = await CodeReaders.Of(TaskLanguage.Sql).ReadAsync(queries, code, cancellation).ConfigureAwait(false);
        var byTask = scripts.Zip(reached).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        var catalog = Catalog(DatabaseConfig.Of(ConfigValues.Read(graph.Config, code.Project.Root, []), code.Project.Root, () => new DatabaseLocation(DatabaseLocation.PathIn(code.Project.KptnDir), default)));
        return graph.Tasks.Values
            .Select(task => (task.Name, Tables: Of(task, byTask.GetValueOrDefault(task.Name), catalog)))
            .Where(one => !one.Tables.IsEmpty)
            .ToDictionary(one => one.Name, one => one.Tables, StringComparer.Ordinal);
    }

    /// <summary>The name that DuckDB gives a database: its file's, without the ending.</summary>
    internal static string Catalog(DatabaseConfig database) => Path.GetFileNameWithoutExtension(database.Path ?? "memory");

    /// <summary>A table as people write it: without the schema that DuckDB begins in.</summary>
    internal static string Shown(string key) => key.StartsWith(MainPrefix, StringComparison.Ordinal) ? key[MainPrefix.Length..] : key;

    private static TaskTables Of(GraphTask task, CodeReach? code, string catalog)
    {
        var used = code?.Tables ?? SqlTables.None;
        var declared = task.Definition.Outputs.Select(output => output.Text).Where(TableUrl.Is).Select(text => TableUrl.Read(text).Key);
        return new TaskTables(Names(used.Reads.Select(table => table.In(catalog))), Names(declared.Concat(used.Writes.Select(table => table.In(catalog)))));
    }

    private static IReadOnlyList<string> Names(IEnumerable<string?> keys) =>
        [.. keys.OfType<string>().Select(Shown).Distinct(StringComparer.Ordinal)];

    private static string Part(string word, IReadOnlyList<string> names) => names.Count == 0 ? "" : $"{word} {string.Join(", ", names)}";
}
