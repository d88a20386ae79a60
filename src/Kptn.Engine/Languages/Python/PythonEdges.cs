namespace Kptn.Engine.Languages.Python;

/// <summary>What a node reaches.</summary>
internal sealed class PythonEdges
{
    private readonly HashSet<PythonNode> _nodes = [];

    /// <summary>Nodes it reaches directly.</summary>
    public PythonNode[] Nodes { get; private set; } = [];

    /// <summary>Modules it imports that are not below the search path; <see langword="null"/> for none.</summary>
    public HashSet<string>? Unresolved { get; private set; }

    /// <summary>Whether it may reach anything else that was reached.</summary>
    public bool TakesReached { get; set; }

    /// <summary>Whether it changes the search path.</summary>
    public bool ChangesSearch { get; set; }

    public void Add(PythonNode node) => _nodes.Add(node);

    public void AddUnresolved(string module) => (Unresolved ??= new HashSet<string>(StringComparer.Ordinal)).Add(module);

    /// <summary>Ends the collecting.</summary>
    public PythonEdges Freeze()
    {
        Nodes = [.. _nodes];
        _nodes.Clear();
        return this;
    }
}
