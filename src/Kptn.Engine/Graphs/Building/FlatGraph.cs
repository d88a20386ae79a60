namespace Kptn.Engine.Graphs.Building;

/// <summary>A graph with its parents' tasks in it.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Tasks">Tasks by name, in order.</param>
/// <param name="IsPartial">Whether a parent, or one of its parents, could not be included, so that a missing task may be no error of its own.</param>
internal sealed record FlatGraph(string Name, OrderedDictionary<string, FlatTask> Tasks, bool IsPartial);
