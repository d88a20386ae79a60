namespace Kptn.Engine.Languages.Python;

/// <summary>What a Python process keeps its code from, and tells of it, through audit hooks of the interpreter.</summary>
/// <param name="Project">The project's folder, absolute: nothing of it may be opened.</param>
/// <param name="Box">The folder that stands for it, absolute.</param>
/// <param name="Report">File that gets a line for each file of the project that was opened, or was looked for in the box and is only in the project, absolute.</param>
public sealed record PythonWatch(string Project, string Box, string Report);
