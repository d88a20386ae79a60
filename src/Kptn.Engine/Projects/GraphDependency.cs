namespace Kptn.Engine.Projects;

/// <summary>A dependency as written.</summary>
/// <param name="Task">The name of the task depended on.</param>
/// <param name="Place">Where it stands.</param>
public sealed record GraphDependency(string Task, Place Place);
