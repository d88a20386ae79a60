namespace Kptn.Engine.Languages.Python;

/// <summary>Why Python cannot read a file.</summary>
/// <param name="Line">Line, from one; zero where Python itself could read it, but facts.py could not.</param>
/// <param name="Column">Column, from one.</param>
/// <param name="Message">What Python says.</param>
internal sealed record PythonSyntaxError(int Line, int Column, string Message);
