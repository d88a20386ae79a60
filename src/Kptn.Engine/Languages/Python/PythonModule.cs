using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>A project file with its facts, and its nodes in a graph.</summary>
/// <param name="path">Absolute path.</param>
/// <param name="label">Path as users see it.</param>
/// <param name="content">Hash of its bytes.</param>
/// <param name="facts">What is known of it.</param>
internal sealed class PythonModule(string path, string label, Hash256 content, PythonFacts facts)
{
    private readonly Dictionary<string, PythonNode> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PythonUnit>> _units = ByName(facts.Units, unit => unit.Names);
    private readonly Dictionary<string, List<PythonUnit>> _writers = ByName(facts.Units, unit => unit.Writes);
    private readonly HashSet<string> _initNames = new(facts.InitNames, StringComparer.Ordinal);
    private PythonNode? _load;
    private PythonNode? _whole;
    private PythonNode? _program;

    public string Path => path;

    public string Label => label;

    public Hash256 Content => content;

    public PythonFacts Facts => facts;

    /// <summary>Names its definitions bind.</summary>
    public IReadOnlyCollection<string> Names => _units.Keys;

    /// <summary>What runs when it is imported.</summary>
    public PythonNode LoadNode() => _load ??= new PythonNode(PythonNodeKind.Load, this);

    /// <summary>All of it.</summary>
    public PythonNode WholeNode() => _whole ??= new PythonNode(PythonNodeKind.Whole, this);

    /// <summary>All of it, run as a program.</summary>
    public PythonNode ProgramNode() => _program ??= new PythonNode(PythonNodeKind.Program, this);

    /// <summary>All that binds one of its names.</summary>
    public PythonNode NameNode(string name)
    {
        if (!_names.TryGetValue(name, out var node)) _names[name] = node = new PythonNode(PythonNodeKind.Name, this, name);
        return node;
    }

    /// <summary>Whether the module binds a name, as far as can be seen.</summary>
    public bool Binds(string name) => _units.ContainsKey(name) || _initNames.Contains(name) || _writers.ContainsKey(name);

    /// <summary>Whether statements with effects bind a name.</summary>
    public bool BindsInInit(string name) => _initNames.Contains(name);

    /// <summary>Definitions that bind a name, in order.</summary>
    public IReadOnlyList<PythonUnit> Units(string name) => _units.TryGetValue(name, out var units) ? units : [];

    /// <summary>Definitions that bind a name through <c>global</c>.</summary>
    public IReadOnlyList<PythonUnit> Writers(string name) => _writers.TryGetValue(name, out var units) ? units : [];

    private static Dictionary<string, List<PythonUnit>> ByName(PythonUnit[] units, Func<PythonUnit, string[]> names)
    {
        var result = new Dictionary<string, List<PythonUnit>>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            foreach (var name in names(unit))
            {
                if (!result.TryGetValue(name, out var list)) result[name] = list = new List<PythonUnit>(1);
                list.Add(unit);
            }
        }

        return result;
    }
}
