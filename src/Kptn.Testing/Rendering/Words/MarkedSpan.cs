namespace Kptn.Testing.Rendering.Words;

/// <summary>A part of a text that changed or did not.</summary>
/// <param name="Text">The part.</param>
/// <param name="Differs">Whether the other side has it not.</param>
internal readonly record struct MarkedSpan(string Text, bool Differs);
