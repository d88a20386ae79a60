namespace Kptn.Engine.Fingerprints;

/// <summary>What a component stands for, in the order in which reasons are shown.</summary>
public enum ComponentKind : byte
{
    /// <summary>Code that the task reaches.</summary>
    Code = 0,

    /// <summary>A key of the task that shapes its run.</summary>
    Definition = 1,

    /// <summary>An argument.</summary>
    Args = 2,

    /// <summary>A config value that the task can see.</summary>
    Config = 3,

    /// <summary>An environment variable.</summary>
    Env = 4,

    /// <summary>Content of a dependency's output.</summary>
    Inputs = 5,

    /// <summary>A dependency's result.</summary>
    Data = 6,
}
