namespace Kptn.Testing.Rendering.Terminal;

/// <summary>Puts a style on a text, such as by escape codes around it. It is never given a text that holds control characters.</summary>
/// <param name="text">The text.</param>
/// <param name="style">Its style.</param>
public delegate string Painter(string text, TextStyle style);
