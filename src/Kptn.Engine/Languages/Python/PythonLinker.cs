namespace Kptn.Engine.Languages.Python;

/// <summary>Finds what a node of the graph reaches directly.</summary>
/// <param name="graph">The graph.</param>
internal sealed class PythonLinker(PythonGraph graph)
{
    private readonly PythonResolver _resolver = new(graph);

    public PythonEdges Link(PythonNode node)
    {
        var edges = new PythonEdges();
        switch (node.Kind)
        {
            case PythonNodeKind.Load:
                LinkLoad(node.Module!, edges);
                break;
            case PythonNodeKind.Name:
                LinkName(node.Module!, node.Name, edges);
                break;
            case PythonNodeKind.Whole or PythonNodeKind.Program:
                LinkWhole(node.Module!, node.Kind == PythonNodeKind.Whole, edges);
                break;
            case PythonNodeKind.Entry:
                _resolver.AddEntry(node.Module!, node.Name, edges);
                break;
            case PythonNodeKind.Package:
                foreach (var folder in node.Package!.Folders) AddFiles(folder, edges);
                break;
            case PythonNodeKind.Any:
                edges.Add(graph.All);
                break;
            case PythonNodeKind.All:
                foreach (var folder in graph.Imports.SearchPath) AddFiles(folder, edges);
                break;
            default:
                break;
        }

        return edges;
    }

    private void AddFiles(string folder, PythonEdges edges)
    {
        foreach (var file in graph.Entries.Tree(folder)) edges.Add(graph.Module(file).WholeNode());
    }

    private void LinkWhole(PythonModule module, bool withImports, PythonEdges edges)
    {
        edges.Add(module.LoadNode());
        foreach (var name in module.Names) edges.Add(module.NameNode(name));
        _resolver.AddAll(module.Facts.MainRefs, module, edges);
        if (!withImports) return;
        foreach (var unit in module.Facts.Units)
        {
            if (unit.Kind == PythonUnitKind.Import) _resolver.AddAll(unit.Refs, module, edges);
        }
    }

    private void LinkLoad(PythonModule module, PythonEdges edges)
    {
        var facts = module.Facts;
        _resolver.AddAll(facts.InitRefs, module, edges);
        _resolver.AddAll(facts.Loads, module, edges);
        foreach (var star in facts.Stars) _resolver.AddStar(star, module, edges);
        foreach (var unit in facts.Units)
        {
            if (RunsAtImport(module, unit)) edges.Add(module.NameNode(unit.Names[0]));
        }
    }

    private void LinkName(PythonModule module, string name, PythonEdges edges)
    {
        edges.Add(module.LoadNode());
        foreach (var unit in module.Units(name))
        {
            if (unit.Kind != PythonUnitKind.Import) _resolver.AddAll(unit.Refs, module, edges);
        }

        foreach (var writer in module.Writers(name)) edges.Add(module.NameNode(writer.Names[0]));
    }

    /// <summary>Whether defining it runs code of the project, such as a decorator that registers it.</summary>
    private bool RunsAtImport(PythonModule module, PythonUnit unit)
    {
        if (unit.Kind == PythonUnitKind.Import) return false;
        if (unit.Flags.HasFlag(PythonUnitFlags.HasEffects) || CallsProject(module, unit)) return true;
        return unit.Bases.Length > 0 && HasRunningBase(module, unit, []);
    }

    private bool CallsProject(PythonModule module, PythonUnit unit)
    {
        foreach (var call in unit.Calls)
        {
            if (DefinedBy(module, call).Count > 0) return true;
        }

        return false;
    }

    private bool HasRunningBase(PythonModule module, PythonUnit unit, HashSet<PythonUnit> seen)
    {
        if (!seen.Add(unit)) return false;
        foreach (var reference in unit.Bases)
        {
            foreach (var (owner, definition) in DefinedBy(module, reference))
            {
                if (definition is not { Kind: PythonUnitKind.Class }) return true;
                if (definition.Flags.HasFlag(PythonUnitFlags.HasInitSubclass)) return true;
                if (definition.Flags.HasFlag(PythonUnitFlags.HasMetaclass) && CallsProject(owner, definition)) return true;
                if (HasRunningBase(owner, definition, seen)) return true;
            }
        }

        return false;
    }

    /// <summary>Definitions of the project that a reference leads to; none where it leads to an installed package.</summary>
    private List<(PythonModule Module, PythonUnit? Unit)> DefinedBy(PythonModule module, PythonRef reference)
    {
        var edges = new PythonEdges();
        _resolver.Add(reference, module, edges);
        var found = new List<(PythonModule, PythonUnit?)>();
        foreach (var node in edges.Freeze().Nodes)
        {
            if (node.Kind == PythonNodeKind.Whole) found.Add((node.Module!, null));
            if (node.Kind != PythonNodeKind.Name) continue;
            var units = node.Module!.Units(node.Name);
            foreach (var unit in units)
            {
                if (unit.Kind != PythonUnitKind.Import) found.Add((node.Module, unit));
            }

            if (node.Module.Writers(node.Name).Count > 0 || (units.Count == 0 && node.Module.BindsInInit(node.Name))) found.Add((node.Module, null));
        }

        return found;
    }
}
