using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>A node of the graph of code. Its edges are found when it is first reached.</summary>
/// <param name="kind">What it stands for.</param>
/// <param name="module">The module it belongs to.</param>
/// <param name="name">A name of that module.</param>
internal sealed class PythonNode(PythonNodeKind kind, PythonModule? module, string name = "")
{
    public PythonNodeKind Kind => kind;

    public PythonModule? Module => module;

    public string Name => name;

    /// <summary>The package meant, for nodes of packages.</summary>
    public PythonPlace? Package { get; init; }

    /// <summary>The line of an import of a computed name.</summary>
    public int Line { get; init; }

    /// <summary>What it reaches; <see langword="null"/> until that was found.</summary>
    public PythonEdges? Edges { get; set; }

    /// <summary>What stands for it in a fingerprint; <see langword="null"/> where it adds nothing of its own.</summary>
    public Component? Component { get; set; }

    /// <summary>Its place among all components, by name.</summary>
    public int Rank { get; set; }

    /// <summary>The last search that reached it.</summary>
    public int Visit { get; set; }
}
