using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Graphs.Building;

/// <summary>A task of a flattened graph.</summary>
/// <param name="Entry">Where it was first listed: its dependencies and place.</param>
/// <param name="Args">That entry's args with the overlays of the inclusions on the way.</param>
internal sealed record FlatTask(GraphEntry Entry, IReadOnlyList<YamlEntry> Args);
