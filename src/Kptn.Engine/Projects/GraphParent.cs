using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>One entry of <c>extends</c>.</summary>
/// <param name="Graph">The parent's id.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Args">Args that overlay the parent's, by task name, for this inclusion.</param>
public sealed record GraphParent(string Graph, Place Place, IReadOnlyDictionary<string, IReadOnlyList<YamlEntry>> Args);
