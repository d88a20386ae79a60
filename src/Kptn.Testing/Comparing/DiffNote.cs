namespace Kptn.Testing.Comparing;

/// <summary>Something to know about a comparison.</summary>
/// <param name="Code">Stable code, such as <c>duplicate-keys</c>.</param>
/// <param name="Text">One sentence without a full stop.</param>
/// <param name="IsWarning">Whether it may make the comparison less sure than it looks.</param>
public sealed record DiffNote(string Code, string Text, bool IsWarning = false);
