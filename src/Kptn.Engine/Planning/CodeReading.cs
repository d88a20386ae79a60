using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>The code that the tasks of a graph and its config callables reach.</summary>
/// <param name="ByTask">By task name.</param>
/// <param name="ByConfig">By config key.</param>
/// <param name="Findings">What the readers found wrong.</param>
public sealed record CodeReading(
    IReadOnlyDictionary<string, CodeReach> ByTask,
    IReadOnlyDictionary<string, CodeReach> ByConfig,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Reads the code of a graph, each language once.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="callables">Queries for config callables, by config key.</param>
    /// <param name="context">What the readers need.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<CodeReading> ReadAsync(
        TaskGraph graph,
        IReadOnlyDictionary<string, CodeQuery> callables,
        CodeContext context,
        CancellationToken cancellation)
    {
        var byTask = new Dictionary<string, CodeReach>(graph.Tasks.Count, StringComparer.Ordinal);
        var byConfig = new Dictionary<string, CodeReach>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        var commands = new CommandFiles(context);
        var codeDeps = new CodeDeps(context);
        var queries = new Dictionary<TaskLanguage, List<(string Key, bool IsConfig, CodeQuery Query)>>();
        foreach (var (name, task) in graph.Tasks)
        {
            var definition = task.Definition;
            if (definition.Language == TaskLanguage.Command) byTask[name] = ReadCommand(definition, commands, context);
            else if (definition.ScriptPath is not null) Add(definition.Language, name, false, new CodeQuery(name, definition.FilePlace, definition.ScriptPath, definition.Function));
        }

        foreach (var (key, query) in callables) Add(TaskLanguage.Python, key, true, query);
        foreach (var (language, list) in queries)
        {
            var answers = await CodeReaders.Of(language).ReadAsync([.. list.Select(item => item.Query)], context, cancellation).ConfigureAwait(false);
            for (var i = 0; i < list.Count; i++)
            {
                (list[i].IsConfig ? byConfig : byTask)[list[i].Key] = answers[i];
                findings.AddRange(answers[i].Findings);
            }
        }

        foreach (var (name, task) in graph.Tasks)
        {
            if (task.Definition.CodeDeps.Count == 0 || !byTask.TryGetValue(name, out var reach)) continue;
            var extra = codeDeps.Read(task.Definition.CodeDeps, name, task.Definition.Place);
            byTask[name] = reach with { Components = [.. reach.Components, .. extra.Components] };
            findings.AddRange(extra.Findings);
        }

        return new CodeReading(byTask, byConfig, [.. findings.Distinct()]);

        void Add(TaskLanguage language, string key, bool isConfig, CodeQuery query)
        {
            if (!queries.TryGetValue(language, out var list)) queries[language] = list = [];
            list.Add((key, isConfig, query));
        }
    }

    private static CodeReach ReadCommand(TaskDefinition definition, CommandFiles commands, CodeContext context)
    {
        const string Variable = "KPTN_CONTEXT";
        var files = definition.IsShellCommand ? commands.Find(definition.Command[0]) : commands.Find(definition.Command);
        var mentions = definition.Command.Any(word => word.Contains(Variable, StringComparison.Ordinal))
            || files.Any(file => Mentions(Path.Combine(context.Project.Root, file.Name), file.Name, context));
        return new CodeReach(files, null, [], mentions);
    }

    private static bool Mentions(string path, string name, CodeContext context)
    {
        const long LargestScript = 1 << 20;
        return new FileInfo(path) is { Exists: true, Length: < LargestScript } && WholeFile.Text(path, name, context) is { MentionsContext: true };
    }
}
