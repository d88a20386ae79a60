namespace Kptn.Engine.Planning;

/// <summary>Why a task runs, in the order in which the first match is shown.</summary>
public enum ReasonKind
{
    /// <summary>Nothing is recorded of it.</summary>
    NoCachedState,

    /// <summary>The user asked for it.</summary>
    Forced,

    /// <summary>The last try failed.</summary>
    PreviousRunFailed,

    /// <summary>Some items are not done.</summary>
    Incomplete,

    /// <summary>The last try was stopped, or kptn was killed while it ran.</summary>
    Interrupted,

    /// <summary>The script, or something it reaches, changed.</summary>
    CodeChanged,

    /// <summary>A key of the task that shapes its run changed.</summary>
    DefinitionChanged,

    /// <summary>An argument changed.</summary>
    ArgsChanged,

    /// <summary>A config value that it can see changed.</summary>
    ConfigChanged,

    /// <summary>An environment variable that counts changed.</summary>
    EnvChanged,

    /// <summary>Content of a dependency's outputs changed.</summary>
    InputsChanged,

    /// <summary>A dependency's result changed.</summary>
    DataChanged,

    /// <summary>An output is not on disk.</summary>
    OutputsMissing,

    /// <summary>An output on disk is not what was recorded.</summary>
    OutputsModified,
}
