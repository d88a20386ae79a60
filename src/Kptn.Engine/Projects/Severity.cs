namespace Kptn.Engine.Projects;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Nothing runs until it is mended.</summary>
    Error,

    /// <summary>Shown; the run goes on.</summary>
    Warning,

    /// <summary>Shown where the project is checked, not at every run.</summary>
    Advice,
}
