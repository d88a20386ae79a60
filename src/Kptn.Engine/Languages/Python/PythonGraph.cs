using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>The code that can be reached through one search path. Only what is reached is ever linked.</summary>
internal sealed class PythonGraph
{
    private readonly Dictionary<string, PythonModule> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<PythonPlace, (PythonNode Value, PythonNode Every)> _packages = [];
    private readonly List<PythonNode> _components = [];
    private readonly PythonFactSource _source;
    private readonly PythonLinker _linker;

    /// <summary>Prepares a graph; nothing is read before it is asked for.</summary>
    /// <param name="imports">Finds modules.</param>
    /// <param name="entries">What lies at paths.</param>
    /// <param name="source">Tells facts of files.</param>
    public PythonGraph(PythonImports imports, PythonEntries entries, PythonFactSource source)
    {
        Imports = imports;
        Entries = entries;
        _source = source;
        _linker = new PythonLinker(this);
    }

    public PythonImports Imports { get; }

    public PythonEntries Entries { get; }

    /// <summary>Every file below the search path.</summary>
    public PythonNode All { get; } = new(PythonNodeKind.All, null);

    /// <summary>All nodes with components, by rank.</summary>
    public IReadOnlyList<PythonNode> Ranked => _components;

    public PythonModule Module(string path)
    {
        if (!_modules.TryGetValue(path, out var module)) _modules[path] = module = _source.Read(path);
        return module;
    }

    /// <summary>A package that is passed around as a value.</summary>
    public PythonNode ValueOf(PythonPlace package) => Package(package).Value;

    /// <summary>Every module of a package.</summary>
    public PythonNode EveryModuleOf(PythonPlace package) => Package(package).Every;

    /// <summary>What a node reaches, linked on first use.</summary>
    public PythonEdges Edges(PythonNode node)
    {
        if (node.Edges is { } edges) return edges;
        node.Component = Describe(node);
        if (node.Component is not null) _components.Add(node);
        return node.Edges = _linker.Link(node).Freeze();
    }

    /// <summary>Orders all components linked so far by name.</summary>
    public void Rank()
    {
        _components.Sort((a, b) => string.CompareOrdinal(a.Component!.Name, b.Component!.Name));
        for (var i = 0; i < _components.Count; i++) _components[i].Rank = i;
    }

    private (PythonNode Value, PythonNode Every) Package(PythonPlace place)
    {
        if (!_packages.TryGetValue(place, out var nodes))
        {
            _packages[place] = nodes = (
                new PythonNode(PythonNodeKind.Value, null) { Package = place },
                new PythonNode(PythonNodeKind.Package, null) { Package = place });
        }

        return nodes;
    }

    private Component? Describe(PythonNode node)
    {
        if (node.Module is not { } module) return null;
        if (module.Facts.IsRaw)
        {
            return node.Kind is PythonNodeKind.Load or PythonNodeKind.Whole or PythonNodeKind.Program
                ? new Component(ComponentKind.Code, module.Label, module.Content, _source.RawNote)
                : null;
        }

        switch (node.Kind)
        {
            case PythonNodeKind.Whole or PythonNodeKind.Program:
                return new Component(ComponentKind.Code, module.Label, module.Facts.Whole, "whole file");
            case PythonNodeKind.Load:
                return module.Facts.Init.IsNone ? null : new Component(ComponentKind.Code, module.Label + ":<module>", module.Facts.Init, "python ast");
            case PythonNodeKind.Name:
                var units = module.Units(node.Name);
                return units.Count == 0 ? null : new Component(ComponentKind.Code, $"{module.Label}:{node.Name}", Combine(units), "python ast");
            default:
                return null;
        }
    }

    private static Hash256 Combine(IReadOnlyList<PythonUnit> units)
    {
        if (units.Count == 1) return units[0].Hash;
        var bytes = new byte[units.Count * Hash256.Size];
        for (var i = 0; i < units.Count; i++) units[i].Hash.Write(bytes.AsSpan(i * Hash256.Size));
        return Hash256.Of(bytes);
    }
}
