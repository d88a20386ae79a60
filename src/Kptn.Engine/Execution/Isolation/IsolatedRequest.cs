using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>One task to run in a sandbox that holds what it may see.</summary>
/// <param name="Context">Its graph, as in the project.</param>
/// <param name="Task">Its name.</param>
/// <param name="Place">The sandbox.</param>
public sealed record IsolatedRequest(GraphContext Context, string Task, SandboxPlace Place)
{
    /// <summary>Results of its dependencies: canonical JSON by name.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Results { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>What it depends on.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];
}
