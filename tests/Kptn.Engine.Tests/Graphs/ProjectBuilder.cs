using Kptn.Engine.Graphs;
using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Tests.Graphs;

/// <summary>Writes a project down task by task, each on a line of its own, as kptn.yaml would.</summary>
internal sealed class ProjectBuilder
{
    private readonly OrderedDictionary<string, TaskDefinition> _tasks = [];
    private readonly OrderedDictionary<string, GraphDefinition> _graphs = [];
    private IReadOnlyList<YamlEntry> _config = [];
    private int _line;

    public Project Project => new()
    {
        Root = "/p",
        ConfigPath = "/p/kptn.yaml",
        Settings = new Settings(),
        Config = _config,
        Graphs = _graphs,
        Tasks = _tasks,
    };

    public GraphBuildResult Build() => GraphBuilder.Build(Project);

    public string[] Findings() => [.. Build().Findings.Select(finding => $"{finding.Place} {finding.Code}: {finding.Message}")];

    /// <summary>Declares tasks, each after the last.</summary>
    public ProjectBuilder Tasks(params string[] names)
    {
        foreach (var name in names) Task(name, task => task);
        return this;
    }

    public ProjectBuilder Task(string name, Func<TaskDefinition, TaskDefinition> with)
    {
        _tasks.Add(name, with(new TaskDefinition { Name = name, Place = Next(3), Language = TaskLanguage.Shell }));
        return this;
    }

    public ProjectBuilder Config(params YamlEntry[] config)
    {
        _config = config;
        return this;
    }

    /// <summary>Declares a graph of entries such as <c>c: a b</c>.</summary>
    public ProjectBuilder Graph(string name, params string[] entries) => Graph(name, extends: [], entries);

    /// <summary>Declares a graph without tasks of its own.</summary>
    public ProjectBuilder Alias(string name, params string[] extends) => Graph(name, extends, []);

    public ProjectBuilder Graph(string name, string[] extends, params string[] entries) =>
        Graph(name, [.. extends.Select(parent => Parent(parent))], [.. entries.Select(entry => Entry(entry))]);

    public ProjectBuilder Graph(string name, GraphParent[] extends, GraphEntry[] entries, params YamlEntry[] config)
    {
        _graphs.Add(name, new GraphDefinition(name, Next(3), extends, entries, config));
        return this;
    }

    public GraphParent Parent(string graph, params (string Task, YamlEntry Arg)[] args) =>
        new(graph, Next(7), args.GroupBy(arg => arg.Task).ToDictionary(group => group.Key, IReadOnlyList<YamlEntry> (group) => [.. group.Select(arg => arg.Arg)]));

    public GraphEntry Entry(string text, params YamlEntry[] args)
    {
        var (place, words) = (Next(7), text.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries));
        return new GraphEntry(words[0], place, [.. words.Skip(1).Select((word, i) => new GraphDependency(word, place with { Column = 20 + i }))], args);
    }

    public YamlEntry Value(string key, string text)
    {
        var place = Next(9);
        return new YamlEntry(key, place, new YamlScalar(place, text, text));
    }

    public YamlEntry Ref(string key, string task)
    {
        var place = Next(9);
        return new YamlEntry(key, place, new YamlMap(place, [Value("ref", task)]));
    }

    public OutputDeclaration[] Outputs(params string[] texts) => [.. texts.Select(text => new OutputDeclaration(text, Next(9)))];

    private Place Next(int column) => new("kptn.yaml", ++_line, column);
}
