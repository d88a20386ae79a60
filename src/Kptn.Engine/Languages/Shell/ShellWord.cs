namespace Kptn.Engine.Languages.Shell;

/// <summary>A word of a command: quotes taken off, expansions kept as written.</summary>
/// <param name="Text">The word.</param>
/// <param name="Line">Line, from one.</param>
/// <param name="Column">Column, from one.</param>
/// <param name="IsTarget">Whether output is redirected into it.</param>
internal sealed record ShellWord(string Text, int Line, int Column, bool IsTarget = false);
