namespace Kptn.Engine.DuckDb;

/// <summary>Text that is JSON.</summary>
/// <param name="Text">The text.</param>
internal sealed record DuckJson(string Text);
