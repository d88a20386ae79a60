namespace Kptn.Engine.Execution;

/// <summary>A program that a task needs is not on this machine.</summary>
/// <param name="program">Its name.</param>
public sealed class ProgramMissingException(string program)
    : IOException($"the program '{program}' was not found; {InstallHints.Of(program)}")
{
    /// <summary>Its name.</summary>
    public string Program { get; } = program;
}
