namespace Kptn.Engine.Languages.Python;

/// <summary>Walks a graph from one node and remembers all that was reached.</summary>
/// <param name="graph">The graph.</param>
/// <param name="visit">A number no other search of this graph has.</param>
internal sealed class PythonSearch(PythonGraph graph, int visit)
{
    private readonly Stack<PythonNode> _open = new();
    private readonly HashSet<PythonNode> _handled = [];
    private bool _takesReached;
    private bool _changesSearch;

    /// <summary>Everything reached.</summary>
    public List<PythonNode> Reached { get; } = [];

    /// <summary>Modules reached only because any module might be.</summary>
    public HashSet<PythonModule> Guessed { get; } = [];

    /// <summary>Walks from a node.</summary>
    public PythonSearch From(PythonNode start)
    {
        Push(start);
        do Walk();
        while (Widen());
        return this;
    }

    private void Push(PythonNode node)
    {
        if (node.Visit == visit) return;
        node.Visit = visit;
        Reached.Add(node);
        _open.Push(node);
    }

    private void Walk()
    {
        while (_open.TryPop(out var node))
        {
            var edges = graph.Edges(node);
            _takesReached |= edges.TakesReached;
            _changesSearch |= edges.ChangesSearch;
            var guesses = node.Kind is PythonNodeKind.All or PythonNodeKind.Package;
            foreach (var next in edges.Nodes)
            {
                if (guesses && next.Visit != visit) Guessed.Add(next.Module!);
                else if (!guesses && Guessed.Count > 0 && next.Module is { } module && module != node.Module && (node.Module is null || !Guessed.Contains(node.Module))) Guessed.Remove(module);
                Push(next);
            }
        }
    }

    /// <summary>Applies the rules that need all of what was reached so far; says whether there is more to walk.</summary>
    private bool Widen()
    {
        for (var i = 0; i < Reached.Count; i++)
        {
            var node = Reached[i];
            if (_takesReached && node.Kind == PythonNodeKind.Load) Push(node.Module!.WholeNode());
            if (node.Kind == PythonNodeKind.Value) TakeBelow(node.Package!);
            if (_changesSearch && graph.Edges(node).Unresolved is { } unresolved && _handled.Add(node))
            {
                foreach (var module in unresolved) TakeAnywhere(module);
            }
        }

        return _open.Count > 0;
    }

    /// <summary>Whoever holds a package can reach all of it that was imported.</summary>
    private void TakeBelow(PythonPlace package)
    {
        for (var i = 0; i < Reached.Count; i++)
        {
            if (Reached[i] is not { Kind: PythonNodeKind.Load, Module: { } module }) continue;
            foreach (var folder in package.Folders)
            {
                if (module.Path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) Push(module.WholeNode());
            }
        }
    }

    /// <summary>Code that changes the search path may mean any file of that name.</summary>
    private void TakeAnywhere(string module)
    {
        var dot = module.IndexOf('.', StringComparison.Ordinal);
        var top = dot < 0 ? module : module[..dot];
        var (file, part) = ($"{Path.DirectorySeparatorChar}{top}.py", $"{Path.DirectorySeparatorChar}{top}{Path.DirectorySeparatorChar}");
        foreach (var folder in graph.Imports.SearchPath)
        {
            foreach (var path in graph.Entries.Tree(folder))
            {
                if (path.EndsWith(file, StringComparison.Ordinal) || path.IndexOf(part, folder.Length, StringComparison.Ordinal) >= 0) Push(graph.Module(path).WholeNode());
            }
        }
    }
}
