namespace Kptn.Testing.Comparing;

/// <summary>One line of a hunk.</summary>
/// <param name="Kind"><see cref="DiffKind.Same"/>, <see cref="DiffKind.Added"/> or <see cref="DiffKind.Removed"/>.</param>
/// <param name="Text">The line without its end, shortened.</param>
public sealed record TextLine(DiffKind Kind, string Text);
