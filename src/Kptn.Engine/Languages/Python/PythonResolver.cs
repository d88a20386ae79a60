namespace Kptn.Engine.Languages.Python;

/// <summary>Follows references through imports, packages and re-exports. In doubt it takes the whole module.</summary>
/// <param name="graph">The graph.</param>
internal sealed class PythonResolver(PythonGraph graph)
{
    private static readonly HashSet<string> ModuleAttributes = new(
        ["__name__", "__file__", "__doc__", "__package__", "__path__", "__spec__", "__loader__", "__cached__"], StringComparer.Ordinal);

    private readonly HashSet<(PythonModule Module, string Name)> _following = [];

    public void AddAll(PythonRef[] references, PythonModule from, PythonEdges edges)
    {
        foreach (var reference in references) Add(reference, from, edges);
    }

    /// <summary>Adds what one reference leads to.</summary>
    public void Add(PythonRef reference, PythonModule from, PythonEdges edges)
    {
        switch (reference.Kind)
        {
            case PythonRefKind.Global:
                AddName(from, reference.Name, reference.Attributes, edges);
                break;
            case PythonRefKind.Use:
                if (Import(reference, from, edges) is { } used) AddAttribute(used, reference.Attributes, edges);
                break;
            case PythonRefKind.Load:
                if (Import(reference, from, edges) is { } loaded && reference.Attributes is [var asked]) AddAsked(loaded, asked, edges);
                break;
            case PythonRefKind.Whole:
                if (Import(reference, from, edges) is { } whole) AddValue(whole, edges);
                break;
            case PythonRefKind.Package:
                if (Import(reference, from, edges) is { IsPackage: true } package) edges.Add(graph.EveryModuleOf(package));
                break;
            case PythonRefKind.Any:
                edges.Add(new PythonNode(PythonNodeKind.Any, from) { Line = reference.Level });
                edges.Add(from.WholeNode());
                break;
            case PythonRefKind.Scope:
                edges.Add(from.WholeNode());
                break;
            case PythonRefKind.Reached:
                edges.TakesReached = true;
                break;
            case PythonRefKind.Search:
                edges.ChangesSearch = true;
                break;
            default:
                throw new InvalidOperationException($"unknown reference {reference.Kind}");
        }
    }

    /// <summary>Adds what asking a module for a name leads to.</summary>
    public void AddEntry(PythonModule module, string name, PythonEdges edges)
    {
        edges.Add(module.LoadNode());
        if (module.Binds(name)) AddName(module, name, [], edges);
        else edges.Add(module.WholeNode());
        if (module.Binds("__getattr__")) AddName(module, "__getattr__", [], edges);
    }

    /// <summary>Adds a module whose names are all imported; of a package also the submodules that <c>__all__</c> names.</summary>
    public void AddStar(PythonRef star, PythonModule from, PythonEdges edges)
    {
        if (Import(star, from, edges) is not { } place) return;
        if (place.File is null) return;
        var module = graph.Module(place.File);
        edges.Add(module.WholeNode());
        if (!place.IsPackage) return;
        if (module.Facts.All is null) edges.Add(graph.EveryModuleOf(place));
        foreach (var name in module.Facts.All ?? [])
        {
            if (!module.Binds(name) && graph.Imports.Submodule(place, name) is { } submodule) AddValue(submodule, edges);
        }
    }

    private PythonPlace? Import(PythonRef reference, PythonModule from, PythonEdges edges)
    {
        var import = graph.Imports.Follow(from.Path, reference.Level, reference.Name);
        foreach (var step in import.Steps)
        {
            if (step.File is not null) edges.Add(graph.Module(step.File).LoadNode());
        }

        if (import.Target is not null) return import.Target;
        if (import.Steps.All(step => step.File is null))
        {
            if (reference.Level == 0) edges.AddUnresolved(reference.Name);
        }
        else if (import.Steps[^1] is { File: { } last })
        {
            edges.Add(graph.Module(last).WholeNode());
        }

        return null;
    }

    private void AddAsked(PythonPlace place, string name, PythonEdges edges)
    {
        if (graph.Imports.Submodule(place, name) is not { File: { } file }) return;
        if (place.File is { } own)
        {
            foreach (var unit in graph.Module(own).Units(name))
            {
                if (unit.Kind != PythonUnitKind.Import) return;
            }
        }

        edges.Add(graph.Module(file).LoadNode());
    }

    private void AddName(PythonModule module, string name, ReadOnlySpan<string> attributes, PythonEdges edges)
    {
        if (!module.Binds(name) || !_following.Add((module, name))) return;
        edges.Add(module.NameNode(name));
        foreach (var unit in module.Units(name))
        {
            if (unit.Kind != PythonUnitKind.Import) continue;
            foreach (var target in unit.Refs)
            {
                if (Import(target, module, edges) is { } place) AddAttribute(place, [.. target.Attributes, .. attributes], edges);
            }
        }

        _following.Remove((module, name));
    }

    private void AddAttribute(PythonPlace place, ReadOnlySpan<string> attributes, PythonEdges edges)
    {
        while (attributes.Length > 0)
        {
            var name = attributes[0];
            attributes = attributes[1..];
            var submodule = graph.Imports.Submodule(place, name);
            if (place.File is not null)
            {
                var module = graph.Module(place.File);
                var binds = module.Binds(name);
                if (binds) AddName(module, name, attributes, edges);
                if (submodule is null)
                {
                    if (!binds) AddUnknown(module, name, edges);
                    return;
                }

                if (binds && Imports(module, name, submodule)) return;
            }

            if (submodule is null) return;
            if (submodule.File is not null) edges.Add(graph.Module(submodule.File).LoadNode());
            place = submodule;
        }

        AddValue(place, edges);
    }

    /// <summary>Whether a package's name stands for something out of its submodule of that name, as in <c>from .clean import clean</c>.</summary>
    private bool Imports(PythonModule package, string name, PythonPlace submodule)
    {
        var units = package.Units(name);
        if (units.Count == 0) return false;
        foreach (var unit in units)
        {
            if (unit.Kind != PythonUnitKind.Import || unit.Refs[0].Attributes.Length == 0) return false;
            if (graph.Imports.Follow(package.Path, unit.Refs[0].Level, unit.Refs[0].Name).Target != submodule) return false;
        }

        return true;
    }

    private void AddUnknown(PythonModule module, string name, PythonEdges edges)
    {
        if (ModuleAttributes.Contains(name)) return;
        if (module.Binds("__getattr__")) AddName(module, "__getattr__", [], edges);
        else if (module.Facts.Stars.Length == 0) edges.Add(module.WholeNode());
    }

    private void AddValue(PythonPlace place, PythonEdges edges)
    {
        if (place.File is not null) edges.Add(graph.Module(place.File).WholeNode());
        if (place.IsPackage) edges.Add(graph.ValueOf(place));
    }
}
