using Kptn.Engine.Fingerprints;
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
    private static readonly CodeReach Nothing = new([], null, []);

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
        var byName = new Dictionary<string, CodeReach>(StringComparer.Ordinal);
        var named = new Dictionary<string, IReadOnlyList<Component>>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        var commands = new CommandFiles(context);
        var codeDeps = new CodeDeps(context);
        var queries = new Dictionary<TaskLanguage, List<(Dictionary<string, CodeReach> Into, string Key, CodeQuery Query)>>();
        foreach (var (name, task) in graph.Tasks)
        {
            var definition = task.Definition;
            if (definition.Language == TaskLanguage.Command) byTask[name] = ReadCommand(definition, commands, context);
            else if (definition.ScriptFolders.Count > 0) byTask[name] = Nothing;
            else if (definition.ScriptPath is not null) Add(definition.Language, byTask, name, new CodeQuery(name, definition.FilePlace, definition.ScriptPath, definition.Function));
        }

        foreach (var (key, query) in callables) Add(TaskLanguage.Python, byConfig, key, query);
        foreach (var (name, task) in graph.Tasks)
        {
            var isCommand = task.Definition.Language == TaskLanguage.Command;
            if (task.Definition.CodeDeps.Count == 0 && !(isCommand && byTask[name].Components.Count > 0)) continue;
            var extra = codeDeps.Read(task.Definition.CodeDeps, name, task.Definition.Place);
            findings.AddRange(extra.Findings);
            named[name] = isCommand ? [.. byTask[name].Components, .. extra.Components] : extra.Components;
            if (isCommand) byTask[name] = byTask[name] with { Components = [] };
            foreach (var file in named[name])
            {
                if (NamedScripts.LanguageOf(file.Name) is { } language && byName.TryAdd(file.Name, Nothing)) Add(language, byName, file.Name, NamedScripts.Query(file.Name, context));
            }
        }

        foreach (var (language, list) in queries)
        {
            var answers = await CodeReaders.Of(language).ReadAsync([.. list.Select(item => item.Query)], context, cancellation).ConfigureAwait(false);
            for (var i = 0; i < list.Count; i++)
            {
                list[i].Into[list[i].Key] = answers[i];
                if (list[i].Into != byName) findings.AddRange(answers[i].Findings);
            }
        }

        foreach (var (name, files) in named)
        {
            if (byTask.TryGetValue(name, out var reach)) byTask[name] = reach with { Components = NamedScripts.Join(reach.Components, files, byName) };
        }

        return new CodeReading(byTask, byConfig, [.. findings.Distinct()]);

        void Add(TaskLanguage language, Dictionary<string, CodeReach> into, string key, CodeQuery query)
        {
            if (!queries.TryGetValue(language, out var list)) queries[language] = list = [];
            list.Add((into, key, query));
        }
    }

    /// <summary>Reads the code that one command names, as it is now.</summary>
    /// <param name="task">A task that is a command.</param>
    /// <param name="context">What the readers need.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<CodeReach> ReadCommandAsync(GraphTask task, CodeContext context, CancellationToken cancellation)
    {
        var definition = task.Definition;
        var reach = ReadCommand(definition, new CommandFiles(context), context);
        if (reach.Components.Count == 0 && definition.CodeDeps.Count == 0) return reach;
        var extra = new CodeDeps(context).Read(definition.CodeDeps, task.Name, definition.Place);
        IReadOnlyList<Component> files = [.. reach.Components, .. extra.Components];
        var byName = new Dictionary<string, CodeReach>(StringComparer.Ordinal);
        foreach (var group in files.Select(file => file.Name).Distinct().GroupBy(NamedScripts.LanguageOf))
        {
            if (group.Key is not { } language) continue;
            var names = group.ToList();
            var answers = await CodeReaders.Of(language).ReadAsync([.. names.Select(name => NamedScripts.Query(name, context))], context, cancellation).ConfigureAwait(false);
            for (var i = 0; i < answers.Count; i++) byName[names[i]] = answers[i];
        }

        return reach with { Components = NamedScripts.Join([], files, byName) };
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
