using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>A graph as declared under <c>graphs:</c>, before <c>extends</c> is flattened.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Place">Where its id stands.</param>
/// <param name="Extends">Parents in order.</param>
/// <param name="Tasks">Own tasks in order.</param>
/// <param name="Config">Config overlay, in order.</param>
public sealed record GraphDefinition(
    string Name,
    Place Place,
    IReadOnlyList<GraphParent> Extends,
    IReadOnlyList<GraphEntry> Tasks,
    IReadOnlyList<YamlEntry> Config);
