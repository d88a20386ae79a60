namespace Kptn.Engine.Graphs.Selections;

/// <summary>One word of a selection that chooses tasks.</summary>
/// <param name="Text">The word as written.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Pattern">The name, tag, path or state, without prefix and signs.</param>
/// <param name="Ancestors">Whether all that the chosen tasks wait for is chosen too (<c>+X</c>).</param>
/// <param name="Descendants">Whether all that waits for the chosen tasks is chosen too (<c>X+</c>).</param>
public sealed record Selector(string Text, SelectorKind Kind, string Pattern, bool Ancestors, bool Descendants);
