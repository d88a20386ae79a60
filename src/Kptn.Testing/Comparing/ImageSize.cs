namespace Kptn.Testing.Comparing;

/// <summary>Size of an image in pixels.</summary>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct ImageSize(int Width, int Height);
