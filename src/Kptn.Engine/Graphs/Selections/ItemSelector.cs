namespace Kptn.Engine.Graphs.Selections;

/// <summary><c>item:KEY=VALUE</c>: narrows mapped tasks to items.</summary>
/// <param name="Key">Name of the item's part, such as <c>US_STATE</c>.</param>
/// <param name="Value">Its value as written.</param>
public sealed record ItemSelector(string Key, string Value);
