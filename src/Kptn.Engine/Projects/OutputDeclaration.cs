namespace Kptn.Engine.Projects;

/// <summary>One entry of <c>outputs</c>.</summary>
/// <param name="Text">The path, glob or <c>duckdb://</c> URL as written, with <c>${VAR}</c>; a folder may end in <c>/</c>.</param>
/// <param name="Place">Where it stands.</param>
public sealed record OutputDeclaration(string Text, Place Place);
