namespace Kptn.Engine.Languages.Python;

/// <summary>One reference of code to other code.</summary>
/// <param name="Kind">How it refers.</param>
/// <param name="Level">Dots of a relative import; a line for <see cref="PythonRefKind.Any"/>.</param>
/// <param name="Name">The name or dotted module.</param>
/// <param name="Attributes">Names asked of it, in order.</param>
internal sealed record PythonRef(PythonRefKind Kind, int Level, string Name, string[] Attributes);
