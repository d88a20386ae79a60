namespace Kptn.Engine.Projects;

/// <summary>What looking for a project gave.</summary>
/// <param name="Location">Where it is; <see langword="null"/> where none was found.</param>
/// <param name="Findings">Why not, or what is wrong on the way; errors stop a run also where a project was found.</param>
public sealed record ProjectFindResult(ProjectLocation? Location, IReadOnlyList<Finding> Findings);
