using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>graphs:</c> as declared; flattening is for the graphs' own room.</summary>
internal sealed class GraphReader(FindingList findings, ConfigReader config, ArgsReader args)
{
    private readonly ValueReader _values = new(findings);

    /// <summary>The graphs by id, in order.</summary>
    public Dictionary<string, GraphDefinition> Read(YamlNode node)
    {
        var graphs = new Dictionary<string, GraphDefinition>();
        foreach (var entry in _values.Map(node, new("graphs"), "a map of graph ids"))
        {
            if (!Names.IsTask(entry.Key)) findings.Add("bad-name", entry.KeyPlace, $"'{Shown.Text(entry.Key)}' cannot be the id of a graph", NameForm);
            graphs[entry.Key] = ReadGraph(entry);
        }

        return graphs;
    }

    /// <summary>What a name is made of.</summary>
    public const string NameForm = "a letter or '_', then letters, digits, '_', '.' or '-'";

    private GraphDefinition ReadGraph(YamlEntry graph)
    {
        var owner = $"graph '{Shown.Text(graph.Key)}'";
        List<GraphParent> parents = [];
        IReadOnlyList<GraphEntry> tasks = [];
        IReadOnlyList<YamlEntry> overlay = [];
        var hasTasks = false;
        foreach (var entry in _values.Map(graph.Value, new(graph.Key, "'graphs'"), "a map with the key 'tasks' or 'extends'"))
        {
            switch (entry.Key)
            {
                case "extends": parents = ReadParents(entry.Value, owner); break;
                case "config": overlay = config.Read(entry.Value, new("config", owner)); break;
                case "tasks":
                    tasks = ReadTasks(entry.Value, owner);
                    hasTasks = !ValueReader.IsNull(entry.Value);
                    break;
                default: _values.Unknown(entry, owner, KnownKeys.Graph); break;
            }
        }

        if (!hasTasks && parents.Count == 0 && graph.Value is YamlMap or YamlScalar { Value: null })
            findings.Add("empty-graph", graph.KeyPlace, $"{owner} has no tasks", "the key 'tasks' or 'extends'");
        return new GraphDefinition(graph.Key, graph.KeyPlace, parents, tasks, overlay);
    }

    private List<GraphEntry> ReadTasks(YamlNode node, string owner)
    {
        var entries = _values.Map(node, new("tasks", owner), "a map of task names with their dependencies");
        var tasks = new List<GraphEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (!Names.IsTask(entry.Key)) findings.Add("bad-name", entry.KeyPlace, $"'{Shown.Text(entry.Key)}' cannot be the name of a task", NameForm);
            var dependencies = entry.Value;
            IReadOnlyList<YamlEntry> taskArgs = [];
            if (entry.Value is YamlMap map)
            {
                var task = $"task '{Shown.Text(entry.Key)}' in {owner}";
                dependencies = map["deps"];
                foreach (var part in map.Entries)
                {
                    if (part.Key == "args") taskArgs = args.Read(part.Value, new("args", task));
                    else if (part.Key != "deps") _values.Unknown(part, task, KnownKeys.GraphTask);
                }
            }

            tasks.Add(new GraphEntry(entry.Key, entry.KeyPlace, ReadDependencies(dependencies, entry.Key, owner), taskArgs));
        }

        return tasks;
    }

    private List<GraphDependency> ReadDependencies(YamlNode? node, string task, string owner)
    {
        if (node is null || ValueReader.IsNull(node)) return [];
        if (node is YamlScalar { Text.Length: > 0 } alone) return [new GraphDependency(alone.Text, alone.Place)];
        if (node is not YamlList list)
        {
            _values.Wrong(node, new(task, owner), "text: the name of a task, or a list of names");
            return [];
        }

        var dependencies = new List<GraphDependency>(list.Items.Count);
        foreach (var item in list.Items)
        {
            // Names such as 'true' or '1' are names here: nothing else can be meant.
            if (item is not YamlScalar { Value: not null, Text.Length: > 0 } name)
                findings.Add("wrong-type", item.Place, $"a dependency of '{Shown.Text(task)}' in {owner} is {Shown.Node(item)}", "the name of a task");
            else
                dependencies.Add(new GraphDependency(name.Text, name.Place));
        }

        return dependencies;
    }

    private List<GraphParent> ReadParents(YamlNode node, string owner)
    {
        var parents = new List<GraphParent>();
        foreach (var item in node is YamlList list ? list.Items : [node])
        {
            if (ValueReader.IsNull(node)) continue;
            if (item is YamlMap map) ReadParent(map, owner, parents);
            else if (item is YamlScalar { Value: not null, Text.Length: > 0 } name) parents.Add(new GraphParent(name.Text, name.Place, NoArgs));
            else _values.Wrong(item, new("extends", owner), "text: a graph id, a list of ids, or a list of {graph, args}");
        }

        return parents;
    }

    private void ReadParent(YamlMap map, string owner, List<GraphParent> parents)
    {
        YamlScalar? graph = null;
        var byTask = new Dictionary<string, IReadOnlyList<YamlEntry>>();
        var where = $"'extends' of {owner}";
        foreach (var entry in map.Entries)
        {
            if (entry.Key == "graph" && entry.Value is YamlScalar { Value: not null, Text.Length: > 0 } name) graph = name;
            else if (entry.Key == "graph") _values.Wrong(entry.Value, new("graph", where), "text: a graph id");
            else if (entry.Key != "args") _values.Unknown(entry, where, KnownKeys.GraphParent);
            else
            {
                foreach (var task in _values.Map(entry.Value, new("args", where), "a map of task names with their args"))
                    byTask[task.Key] = args.Read(task.Value, new(task.Key, $"'args' in {where}"));
            }
        }

        if (graph is not null) parents.Add(new GraphParent(graph.Text, graph.Place, byTask));
        else if (map["graph"] is null) findings.Add("missing-key", map.Place, $"an entry of {where} has no key 'graph'", "{graph: ID, args: {TASK: {…}}}");
    }

    private static readonly Dictionary<string, IReadOnlyList<YamlEntry>> NoArgs = [];
}
