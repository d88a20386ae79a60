namespace Kptn.Testing.Adapters;

/// <summary>What tests have in common that share a session.</summary>
/// <param name="Project">The kptn.yaml, or its folder, absolute.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Items">How many tests a mapped task is.</param>
/// <param name="Upstream">What tests take for the outputs of the tasks before.</param>
internal sealed record SessionKey(string Project, string Graph, ItemCases Items, UpstreamMode Upstream)
{
    /// <summary>The key of a case.</summary>
    public static SessionKey Of(TaskCase test) => new(test.Project, test.Graph, test.Items, test.Upstream);
}
