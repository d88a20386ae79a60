using System.Text;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Planning;

/// <summary>Works out what one task sees: its own components, its outputs, the results it gets.</summary>
internal static class TaskPreparer
{
    private static readonly string[] Supplied = ["task_info", "scratch_dir", "storage_key"];

    public static PreparedTask Prepare(
        GraphTask task,
        CodeReach? reach,
        IReadOnlyList<ConfigValue> config,
        IReadOnlyDictionary<string, IReadOnlyList<Component>> configParts,
        TaskGraph graph,
        ICollection<Finding> findings)
    {
        var definition = task.Definition;
        var isPython = definition.Language == TaskLanguage.Python;
        var signature = isPython ? reach?.Parameters : null;
        var mapping = Mapping(task, graph);
        var results = task.Dependencies.Where(name => graph.Tasks.TryGetValue(name, out var d) && d.Definition.CacheResult && (name != mapping?.Provider || IsReferenced(task, name))).ToList();
        var visible = isPython && signature is not null ? [.. results.Where(name => SeesResult(task, signature, name))] : results;
        var own = new List<Component>();
        if (reach is not null) own.AddRange(reach.Components);
        DefinitionComponents.Add(definition, own);
        foreach (var arg in task.Args)
        {
            if (signature is not null && !Names(signature, arg.Key)) continue;
            own.Add(new Component(ComponentKind.Args, arg.Key, Hash256.Of(CanonicalJson.Bytes(arg.Value)), Note(arg.Key, arg.Value)));
        }

        foreach (var value in config)
        {
            if (!SeesConfig(definition, reach, signature, value)) continue;
            if (isPython && definition.MapOver.Contains(value.Name)) continue;
            if (isPython && (IsShadowed(task, results, value.Name) && (value.Alias is null || IsShadowed(task, results, value.Alias)))) continue;
            own.AddRange(configParts[value.Name]);
        }

        AddEnvironment(task, own);
        if (definition.Language == TaskLanguage.Sql && reach?.Parameters is { } named) SqlParameters.Check(task, named, results, config, findings);
        if (isPython && signature is not null) CheckParameters(task, signature, results, config, findings);
        TaskPaths.CheckScript(task, findings);
        var outputs = TaskPaths.Outputs(task, findings);
        if (mapping is null) return new PreparedTask(task, Fingerprint.Sort(own), outputs, reach, visible);
        var perItem = outputs.Where(output => definition.MapOver.Any(name => output.Contains($"${{{name}}}", StringComparison.Ordinal))).ToList();
        return new PreparedTask(task, Fingerprint.Sort(own), [.. outputs.Except(perItem)], reach, visible) { Mapping = mapping with { Outputs = perItem } };
    }

    private static TaskMapping? Mapping(GraphTask task, TaskGraph graph)
    {
        var definition = task.Definition;
        if (!definition.IsMapped) return null;
        var provider = definition.MapGlob is not null ? null : task.Dependencies.FirstOrDefault(name =>
            graph.Tasks.TryGetValue(name, out var dependency) && dependency.Definition.IterableItem.SequenceEqual(definition.MapOver, StringComparer.Ordinal));
        return new TaskMapping(definition.MapOver, provider, definition.MapGlob, []);
    }

    private static bool IsReferenced(GraphTask task, string dependency) =>
        task.Args.Any(arg => arg.Value is YamlMap { Entries.Count: 1 } map && map["ref"] is YamlScalar { Value: string name } && name == dependency);

    private static bool SeesConfig(TaskDefinition definition, CodeReach? reach, CodeSignature? signature, ConfigValue value)
    {
        if (definition.Language == TaskLanguage.Python) return reach is not null && ConfigComponents.Accepts(signature, value);
        if (definition.Language == TaskLanguage.Sql) return value.Name == DatabaseConfig.Key || (reach?.Parameters is { } named && SqlParameters.Names(named, value));
        return reach is { MentionsContext: true } && value.Function is null;
    }

    private static bool IsShadowed(GraphTask task, List<string> results, string name) =>
        results.Any(result => PythonName(result) == name) || task.Args.Any(arg => arg.Key == name);

    private static bool SeesResult(GraphTask task, CodeSignature signature, string dependency) =>
        (Names(signature, PythonName(dependency)) && !task.Definition.MapOver.Contains(PythonName(dependency)))
        || task.Args.Any(arg => Names(signature, arg.Key) && arg.Value is YamlMap { Entries.Count: 1 } map && map["ref"] is YamlScalar { Value: string name } && name == dependency);

    /// <summary>A task name as a Python parameter: what an identifier cannot hold becomes an underscore.</summary>
    public static string PythonName(string task) => task.Replace('.', '_').Replace('-', '_');

    private static bool Names(CodeSignature signature, string name)
    {
        if (signature.AcceptsAny) return true;
        foreach (var parameter in signature.Parameters)
        {
            if (parameter.Name == name) return true;
        }

        return false;
    }

    private static void CheckParameters(GraphTask task, CodeSignature signature, List<string> results, IReadOnlyList<ConfigValue> config, ICollection<Finding> findings)
    {
        var items = task.Definition.MapOver;
        if (items.Count > 0 && !items.Any(name => Names(signature, name)))
        {
            findings.Add(new Finding(
                "item-not-taken",
                task.Definition.FilePlace,
                $"task '{task.Name}' maps over '{string.Join(",", items)}', but {task.Definition.Function}() has no parameter of that name, so every item would do the same",
                $"a parameter '{items[0]}'",
                NearestName.Of(items[0], signature.Parameters.Select(parameter => parameter.Name)) is { } like ? $"is it '{like}'? Names must be equal, also in upper and lower case" : "",
                Severity.Warning));
        }

        foreach (var parameter in signature.Parameters)
        {
            if (items.Contains(parameter.Name)) continue;
            if (!parameter.Required || Supplied.Contains(parameter.Name) || IsShadowed(task, results, parameter.Name)) continue;
            if (config.Any(value => value.Name == parameter.Name || value.Alias == parameter.Name)) continue;
            var known = results.Select(PythonName).Concat(task.Args.Select(arg => arg.Key)).Concat(items).Concat(config.Select(value => value.Name)).Concat(Supplied);
            var uncached = task.Dependencies.FirstOrDefault(name => PythonName(name) == parameter.Name);
            findings.Add(new Finding(
                "missing-argument",
                task.Definition.FilePlace,
                $"task '{task.Name}': nothing supplies the required parameter '{parameter.Name}' of {task.Definition.Function}()",
                uncached is null ? "a dependency with cache_result, an arg or a config value of that name, or a default" : $"cache_result: true on the dependency '{uncached}'",
                NearestName.Of(parameter.Name, known) is { } near ? $"did you mean '{near}'?" : ""));
        }
    }

    private static void AddEnvironment(GraphTask task, List<Component> own)
    {
        var definition = task.Definition;
        foreach (var name in definition.EnvNames)
        {
            Add(name);
        }

        foreach (var name in TaskVariables.FromEnvironment(task))
        {
            if (!definition.EnvNames.Contains(name)) Add(name);
        }

        foreach (var (name, value) in definition.EnvValues)
        {
            own.Add(new Component(ComponentKind.Env, name, Hash256.Of("set " + value), "set"));
        }

        void Add(string name)
        {
            var value = Environment.GetEnvironmentVariable(name);
            own.Add(new Component(ComponentKind.Env, name, Hash256.Of(value is null ? "unset" : "set " + value), value is null ? "not set" : "set"));
        }
    }

    private static string Note(string name, YamlNode value)
    {
        if (SecretNames.Matches(name)) return "";
        var text = Encoding.UTF8.GetString(CanonicalJson.Bytes(SecretNames.Hide(value)));
        return text.Length <= 80 ? text : text[..77] + "...";
    }
}
