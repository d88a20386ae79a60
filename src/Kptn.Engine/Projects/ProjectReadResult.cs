namespace Kptn.Engine.Projects;

/// <summary>What reading a project gave.</summary>
/// <param name="Project">The project as far as it could be read; <see langword="null"/> where nothing sensible could be made of the file.</param>
/// <param name="Findings">All that is wrong, in the order of the files' lines.</param>
public sealed record ProjectReadResult(Project? Project, IReadOnlyList<Finding> Findings);
