using System.Text.RegularExpressions;
using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Languages.Sql.Tables;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Holds the tables that SQL scripts read and write against what tasks declare: what nothing declares reruns nothing when it changes.</summary>
internal sealed class TableOrder
{
    // Schema of kptn's own state.
    private const string OwnSchema = "kptn.";

    private readonly TaskGraph _graph;
    private readonly IReadOnlyDictionary<string, PreparedTask> _tasks;
    private readonly string _root;
    private readonly string _catalog;
    private readonly Dictionary<string, List<string>> _declared = new(StringComparer.Ordinal);
    private readonly List<(Regex Pattern, string Task)> _patterns = [];
    private readonly Dictionary<string, List<string>> _written = new(StringComparer.Ordinal);

    private TableOrder(TaskGraph graph, IReadOnlyDictionary<string, PreparedTask> tasks, DatabaseConfig database, string root)
    {
        (_graph, _tasks, _root, _catalog) = (graph, tasks, root, TaskTables.Catalog(database));
        foreach (var task in tasks.Values)
        {
            foreach (var output in task.Outputs.Concat(task.Mapping?.Outputs ?? []).Where(TableUrl.Is)) Declare(task.Name, output);
            foreach (var name in (task.Code?.Tables ?? SqlTables.None).Writes)
            {
                if (name.In(_catalog) is { } key) Add(_written, key, task.Name);
            }
        }
    }

    /// <summary>Findings of all SQL tasks of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="tasks">Its tasks, prepared.</param>
    /// <param name="database">Its database.</param>
    /// <param name="root">The project's folder.</param>
    public static IEnumerable<Finding> Of(TaskGraph graph, IReadOnlyDictionary<string, PreparedTask> tasks, DatabaseConfig database, string root)
    {
        var users = tasks.Values.Where(task => task.Code?.Tables is { Reads.Count: > 0 } or { Writes.Count: > 0 }).ToList();
        if (users.Count == 0) return [];
        var order = new TableOrder(graph, tasks, database, root);
        return users.SelectMany(order.Check);
    }

    private IEnumerable<Finding> Check(PreparedTask task)
    {
        foreach (var table in task.Code!.Tables.Reads)
        {
            if (Foreign(task, table) is { } key && Read(task, table, key) is { } finding) yield return finding;
        }

        foreach (var table in task.Code.Tables.Writes)
        {
            if (Foreign(task, table) is { } key && Owners(key) is [var owner, ..])
            {
                yield return new Finding("shared-table", Place(task, table), $"task '{task.Name}' changes table '{TaskTables.Shown(key)}', an output of '{owner}', which so runs again every time: its output is never as it left it", "a table of its own for each task", Severity: Severity.Warning);
            }
        }
    }

    private string? Foreign(PreparedTask task, SqlTableName table) =>
        table.In(_catalog) is { } key && !key.StartsWith(OwnSchema, StringComparison.Ordinal) && !Owners(key).Contains(task.Name) ? key : null;

    private Finding? Read(PreparedTask task, SqlTableName table, string key)
    {
        var owners = Owners(key);
        if (owners.Intersect(task.Task.Dependencies).Any()) return null;
        var writers = owners.Count > 0 ? owners : _written.GetValueOrDefault(key)?.Where(name => name != task.Name).ToList() ?? [];
        if (writers.Count == 0) return Unknown(task, table, key);
        var writer = writers.Find(name => task.Task.Dependencies.Contains(name)) ?? writers[0];
        var reads = $"task '{task.Name}' reads table '{TaskTables.Shown(key)}'";
        if (Lineage.Descendants(_graph, [task.Name]).Contains(writer))
        {
            return Warning("table-order", task, table, $"{reads}, which '{writer}' makes after it", $"'{writer}' before '{task.Name}': a dependency the other way round");
        }

        var isDependency = task.Task.Dependencies.Contains(writer);
        var toDepend = isDependency ? "" : $"'{writer}' among the dependencies of '{task.Name}'";
        if (owners.Count > 0)
        {
            var then = Lineage.Ancestors(_graph, [task.Name]).Contains(writer) ? "a change of it alone reruns nothing" : "it may be read before it is there";
            return Warning("undeclared-table", task, table, $"{reads}, an output of '{writer}', which is not among its dependencies, so {then}", toDepend);
        }

        var toDeclare = $"duckdb://{TaskTables.Shown(key)} among the outputs of '{writer}'";
        return Warning("undeclared-table", task, table, $"{reads}, which '{writer}' writes and does not declare", toDepend.Length == 0 ? toDeclare : $"{toDeclare}, and {toDepend}");
    }

    private Finding Unknown(PreparedTask task, SqlTableName table, string key)
    {
        var makers = task.Task.Dependencies.Where(name => _tasks.TryGetValue(name, out var dependency) && dependency.Task.Definition.Language != TaskLanguage.Sql).ToList();
        var expected = makers.Count > 0 ? $"duckdb://{TaskTables.Shown(key)} among the outputs of the dependency that makes it ({string.Join(", ", makers)})" : $"a dependency with duckdb://{TaskTables.Shown(key)} among its outputs";
        return Warning("undeclared-table", task, table, $"task '{task.Name}' reads table '{TaskTables.Shown(key)}', which no task declares as an output, so a change of it reruns nothing", expected);
    }

    private Finding Warning(string code, PreparedTask task, SqlTableName table, string message, string expected) =>
        new(code, Place(task, table), message, expected, Severity: Severity.Warning);

    private Place Place(PreparedTask task, SqlTableName table) =>
        new(CodeFolders.Name(_root, task.Task.Definition.ScriptPath!), table.Line, table.Column);

    private List<string> Owners(string key)
    {
        var owners = _declared.GetValueOrDefault(key) ?? [];
        return _patterns.Count == 0 ? owners : [.. owners, .. _patterns.Where(one => one.Pattern.IsMatch(key)).Select(one => one.Task)];
    }

    private void Declare(string task, string output)
    {
        var key = TableUrl.Read(output).Key;
        if (!key.Contains("${", StringComparison.Ordinal)) Add(_declared, key, task);
        else _patterns.Add((new Regex($"^{Regex.Replace(Regex.Escape(key), @"\\\$\\\{.*?}", ".*")}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), task));
    }

    private static void Add(Dictionary<string, List<string>> names, string key, string task)
    {
        if (!names.TryGetValue(key, out var list)) names[key] = list = [];
        if (!list.Contains(task)) list.Add(task);
    }
}
