using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.Python;

/// <summary>Says whether a module has a function of a name, and what it accepts.</summary>
/// <param name="graph">The graph, to follow imports.</param>
internal sealed class PythonFunctionCheck(PythonGraph graph)
{
    /// <summary>Looks a function up.</summary>
    /// <param name="query">What was asked; it names a function.</param>
    /// <param name="module">The script.</param>
    /// <param name="signature">What the function accepts, where that is known.</param>
    /// <returns>What is wrong; <see langword="null"/> where nothing is.</returns>
    public Finding? Check(CodeQuery query, PythonModule module, out CodeSignature? signature)
    {
        signature = null;
        var name = query.Function!;
        if (!query.IsConfig && name.Contains('.', StringComparison.Ordinal))
        {
            return new Finding("not-a-function", query.Place, $"'{name}' in '{module.Label}' is not a function of the module itself", "the name of a module-level function");
        }

        if (module.Units(name) is [.., var unit])
        {
            if (unit.Kind == PythonUnitKind.Function && !module.BindsInInit(name)) signature = unit.Signature;
            if (unit.Kind == PythonUnitKind.Import) signature = Imported(module, name);
            return unit.Kind switch
            {
                _ when query.IsConfig => null,
                PythonUnitKind.Class when !module.BindsInInit(name) => Wrong(query, module, "a class"),
                PythonUnitKind.Constant when !module.BindsInInit(name) => Wrong(query, module, "a constant"),
                _ => null,
            };
        }

        return module.Binds(name) || MayAppear(module) ? null : Missing(query, module);
    }

    private static Finding Wrong(CodeQuery query, PythonModule module, string what) =>
        new("not-a-function", query.Place, $"'{query.Function}' in '{module.Label}' is {what}, not a function", "a function", Nearest(query, module));

    private static Finding Missing(CodeQuery query, PythonModule module) =>
        new("missing-function", query.Place, $"file '{module.Label}' has no function '{query.Function}'", "", Nearest(query, module));

    private static string Nearest(CodeQuery query, PythonModule module)
    {
        var functions = module.Facts.Units.Where(unit => unit.Kind == PythonUnitKind.Function).SelectMany(unit => unit.Names).Distinct().ToList();
        if (NearestName.Of(query.Function!, functions.Where(name => name != query.Function)) is { } near) return $"did you mean '{near}'?";
        return functions.Count is > 0 and <= 8 ? $"its functions are {string.Join(", ", functions)}" : "";
    }

    /// <summary>Names can come from star imports, <c>__getattr__</c> or <c>globals()</c>.</summary>
    private static bool MayAppear(PythonModule module)
    {
        if (module.Facts.Stars.Length > 0 || module.Binds("__getattr__")) return true;
        return module.Facts.InitRefs.Any(reference => reference.Kind == PythonRefKind.Scope) || (module.Facts.IsRaw && module.Facts.Error is not null);
    }

    private CodeSignature? Imported(PythonModule module, string name)
    {
        if (module.BindsInInit(name) || module.Units(name).Count != 1) return null;
        PythonUnit? found = null;
        foreach (var node in graph.Edges(new PythonNode(PythonNodeKind.Entry, module, name)).Nodes)
        {
            if (node.Kind == PythonNodeKind.Name && node.Module is { } owner && owner != module && owner.Units(node.Name) is [{ Kind: PythonUnitKind.Function } unit]) found = unit;
        }

        return found?.Signature;
    }
}
